"""What discussions keep of a person is handed out, and erased but for what readers can see."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from cms.accounts.erasing import data_of, erase
from platforms.enums import Verdict
from platforms.models import Appeal, Contribution, ContributionEdition, Discussion, Flag
from platforms.services import appeals, discussions, moderation
from tests.factories.discussions import make_contribution, make_topic

pytestmark = pytest.mark.django_db

CANARY = "Зимородков"


@pytest.fixture
def person(make_user):
    return make_user(username="anna", first_name="Анна", last_name=CANARY)


@pytest.fixture
def written(person, make_user):
    """Something of the person in every state, with a report and an appeal."""
    topic = make_topic()
    own = {"author": person, "capacity": f"Завод {CANARY}а"}
    shown = make_contribution(topic, text="Видимое слово", **own)
    discussions.edit(shown, text="<p>Видимое слово, иначе</p>", shown=True)
    for state in ("pending", "hidden", "removed"):
        make_contribution(topic, state=state, text=f"{state} {CANARY}", **own)
    rejected = make_contribution(topic, state="pending", text=f"rejected {CANARY}", **own)
    moderator = make_user("moderators-platforms", username="moderator")
    ruling = moderation.decide(rejected, Verdict.REJECTED, actor=moderator, rule="spam")
    appeals.appeal(ruling, author=person, text=f"Я {CANARY}")
    make_topic(topic.platform, state="pending", text=f"Тема {CANARY}", **own)
    other = make_contribution(topic, text="Чужое слово")
    moderation.report(other, rule="spam", note=f"Пишет {CANARY}", reporter=person)
    return topic


def test_everything_is_handed_out(person, written):
    data = json.dumps(data_of(person), cls=DjangoJSONEncoder, ensure_ascii=False)
    for words in ("Видимое слово, иначе", "pending", "rejected", f"Я {CANARY}", f"Пишет {CANARY}"):
        assert words in data


def test_only_what_readers_see_stays(client, person, written):
    erase(user=person)
    kept = [
        list(model.objects.values_list(*fields))
        for model, fields in (
            (Contribution, ("text", "capacity")),
            (ContributionEdition, ("text",)),
            (Discussion, ("title", "text", "capacity")),
            (Flag, ("note",)),
            (Appeal, ("text",)),
        )
    ]
    assert CANARY not in repr(kept)
    page = client.get(f"/ru/platforms/discussions/{written.pk}/").content.decode()
    assert "Видимое слово, иначе" in page
    assert CANARY not in page
