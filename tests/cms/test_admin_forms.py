"""Images come in described in both languages, once."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.models import PortalImage

pytestmark = pytest.mark.django_db


def picture(colour="red", name="plant.png"):
    content = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


FORM = {
    "title": "Цех",
    "alt_ru": "Сборочный цех",
    "alt_en": "Assembly shop",
    "source": "Архив",
    "licence": "CC BY 4.0",
    "focal_point_x": "5",
    "focal_point_y": "5",
    "focal_point_width": "4",
    "focal_point_height": "4",
}


@pytest.fixture
def client(client_as):
    return client_as("editors-news")


def add(client, **changes):
    data = {"file": picture()} | FORM | changes
    return client.post(reverse("wagtailimages:add"), data)


def errors(answer):
    return set(answer.context["form"].errors)


def test_image_keeps_what_the_form_gave(client):
    assert add(client).status_code == 302
    image = PortalImage.objects.get()
    assert (image.alt_ru, image.alt_en) == ("Сборочный цех", "Assembly shop")
    assert (image.source, image.licence) == ("Архив", "CC BY 4.0")
    assert image.get_focal_point().centroid == (5, 5)
    assert image.uploaded_by_user == client.user


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"alt_ru": "", "alt_en": ""}, {"alt_ru", "alt_en"}),
        ({"alt_en": ""}, {"alt_en"}),
        ({"alt_ru": "  "}, {"alt_ru"}),
    ],
)
def test_missing_description_is_refused_at_its_field(changes, expected, client):
    assert errors(add(client, **changes)) == expected
    assert not PortalImage.objects.exists()


def test_decorative_image_needs_no_description(client):
    assert add(client, alt_ru="", alt_en="", is_decorative="on").status_code == 302
    assert PortalImage.objects.get().default_alt_text == ""


def test_same_picture_again_is_reported_with_a_link(client):
    add(client)
    image = PortalImage.objects.get()
    answer = add(client, title="Другой", file=picture(name="other.png"))
    assert errors(answer) == {"file"}
    assert reverse("wagtailimages:edit", args=[image.pk]) in answer.content.decode()
    assert PortalImage.objects.count() == 1


def test_image_may_be_saved_again_with_its_own_file(client_as):
    client = client_as("moderators-news")
    add(client)
    image = PortalImage.objects.get()
    address = reverse("wagtailimages:edit", args=[image.pk])
    assert client.post(address, {"file": picture()} | FORM | {"title": "Новый"}).status_code == 302
    image.refresh_from_db()
    assert image.title == "Новый"


def test_title_of_the_twin_is_escaped(client):
    add(client, title="<script>x</script>")
    assert "<script>x" not in add(client).content.decode()


class TestManyAtOnce:
    def send(self, client, file):
        answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": file})
        return json.loads(answer.content)

    def describe(self, client, upload, **changes):
        data = FORM | changes
        return json.loads(
            client.post(
                reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload]),
                {f"uploaded-image-{upload}-{name}": value for name, value in data.items()},
            ).content
        )

    def test_picture_waits_for_its_description(self, client):
        upload = self.send(client, picture())["uploaded_file_id"]
        assert not PortalImage.objects.exists()
        assert self.describe(client, upload, alt_en="")["success"] is False
        assert self.describe(client, upload)["success"] is True
        image = PortalImage.objects.get()
        assert image.alt_en == "Assembly shop"
        assert image.file_hash

    def test_same_picture_again_is_reported(self, client):
        self.describe(client, self.send(client, picture())["uploaded_file_id"])
        again = self.send(client, picture(name="copy.png"))
        assert again["success"] is False
        assert "Цех" in again["error_message"]
        assert PortalImage.objects.count() == 1


def test_chooser_reports_the_twin_too(client):
    add(client)
    data = {f"image-chooser-upload-{name}": value for name, value in FORM.items()}
    data["image-chooser-upload-file"] = picture(name="copy.png")
    answer = json.loads(client.post(reverse("wagtailimages_chooser:create"), data).content)
    assert answer["step"] == "reshow_creation_form"
    assert PortalImage.objects.count() == 1
