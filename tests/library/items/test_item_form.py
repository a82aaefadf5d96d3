"""What the editing form of an item refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import Organisation
from library.models import ItemAuthor, LibraryItemPage
from tests.factories import OrganisationFactory


@pytest.fixture
def post_item(client_as, section):
    """Send the form of a new item as an editor of the library."""
    client = client_as("editors-library")
    parent = section("library")

    def post(**fields):
        data = {
            "title": "Кластеры и рост",
            "slug": "clusters-and-growth",
            "kind": "report",
            "year": "2012",
            "original_language": "ru",
            "licence": "cc-by",
            "body": streamfield([]),
            "authors": inline_formset([]),
            "files": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
        address = reverse("wagtailadmin_pages:add", args=["library", "libraryitempage", parent.pk])
        with override("en"):
            return client.post(address, nested_form_data(data), headers={"accept-language": "en"})

    return post


def errors_of(response) -> dict:
    return response.context["form"].errors


def test_draft_with_a_licence_is_saved(post_item):
    response = post_item()
    assert response.status_code == 302
    page = LibraryItemPage.objects.get(slug="clusters-and-growth")
    assert (page.live, page.licence) == (False, "cc-by")


def test_even_a_draft_without_a_licence_is_refused(post_item):
    response = post_item(licence="")
    assert response.status_code == 200
    assert set(errors_of(response)) == {"licence"}
    assert not LibraryItemPage.objects.filter(slug="clusters-and-growth").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("doi", "doi"), ("isbn", "978-0-306-40615-8"), ("year", "1200"), ("pages", "34–15")],
)
def test_wrong_field_is_refused_at_the_field(post_item, field, value):
    assert set(errors_of(post_item(**{field: value}))) == {field}


def test_doi_with_the_resolver_is_stored_bare(post_item):
    assert post_item(doi="https://doi.org/10.1000/182").status_code == 302
    assert LibraryItemPage.objects.get(slug="clusters-and-growth").doi == "10.1000/182"


def test_second_item_with_the_same_doi_is_refused(add_item, make_item, section):
    add_item(doi="10.1000/182", title="Первая")
    second = make_item(slug="second", doi="https://doi.org/10.1000/182")
    second.locale = section("library").locale
    with pytest.raises(ValidationError) as refused:
        second.clean()
    with override("en"):
        messages = refused.value.message_dict
    assert messages == {"doi": ["This DOI already stands in the library: “Первая”."]}


def test_translation_shares_the_doi(add_item, make_item):
    first = add_item(doi="10.1000/182")
    translation = make_item(doi="10.1000/182", translation_key=first.translation_key)
    translation.clean()
    assert translation.doi == first.doi


def test_publisher_is_named_once(make_item, db):
    item = make_item(publisher=OrganisationFactory(), publisher_name="Текст")
    with pytest.raises(ValidationError) as refused:
        item.clean()
    assert set(refused.value.message_dict) == {"publisher_name"}


def test_author_is_a_person_or_an_organisation():
    with pytest.raises(ValidationError) as refused:
        ItemAuthor().clean()
    assert set(refused.value.message_dict) == {"family"}
    ItemAuthor(family="Гохберг").clean()
    ItemAuthor(organisation=Organisation(pk=1)).clean()


def test_database_refuses_a_year_before_printing(add_item):
    item = add_item()
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryItemPage.objects.filter(pk=item.pk).update(year=1200)
