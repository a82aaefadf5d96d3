"""A correction of what all languages share reaches all of them; texts stay with their language."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from clusters.models import DevelopmentCentrePage
from cms.corrections.desk import CorrectionQueue
from cms.desk.queues import Decision
from cms.models import CorrectionState, ModerationTaskState, SuggestedCorrection
from cms.workflow.rules import DecisionRefused
from tests.factories.clusters import make_centre
from tests.factories.moderation import submit, waiting_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return make_centre("kaluga", phone="111", hours="9-18", address="A")


def in_english(page):
    return DevelopmentCentrePage.objects.get(
        translation_key=page.translation_key, locale__language_code="en"
    )


def suggest(page, field="phone", value="222"):
    return SuggestedCorrection.objects.create(page_id=page.pk, field=field, value=value)


def approve(user, row):
    queue, key = CorrectionQueue(), str(row.pk)
    queue.decide(user, key, queue.item(user, key).version, Decision.APPROVE, "")


def drafted(page, field="phone"):
    return getattr(Page.objects.get(pk=page.pk).get_latest_revision_as_object(), field)


@pytest.mark.parametrize("reported", ["ru", "en"])
def test_a_shared_field_gets_a_draft_in_each_language(centre, make_user, reported):
    english = in_english(centre)
    row = suggest(centre if reported == "ru" else english)

    approve(make_user("moderators-clusters"), row)

    for page in (centre, english):
        page.refresh_from_db()
        assert page.phone == "111"
        waiting_state(page).approve(user=make_user("moderators-clusters"))
        page.refresh_from_db()
        assert page.phone == "222"


def test_a_text_stays_with_its_language(centre, make_user):
    english = in_english(centre)

    approve(make_user("moderators-clusters"), suggest(english, "hours", "10-19"))

    assert (drafted(english, "hours"), drafted(centre, "hours")) == ("10-19", "9-18")
    assert ModerationTaskState.objects.get().workflow_state.object_id == str(english.pk)


def test_a_version_on_the_desk_keeps_all_from_changing(centre, make_user):
    english = in_english(centre)
    editor = make_user("editors-clusters")
    english.save_revision(user=editor)
    submit(english, editor)
    row = suggest(centre)

    with pytest.raises(DecisionRefused, match="Centre kaluga"):
        approve(make_user("moderators-clusters"), row)

    row.refresh_from_db()
    assert row.state == CorrectionState.WAITING
    assert (drafted(centre), drafted(english)) == ("111", "111")


def test_a_draft_nobody_has_seen_is_corrected_and_stays_with_its_editors(centre, make_user):
    english = in_english(centre)
    english.unpublish()
    english.save_revision()

    approve(make_user("moderators-clusters"), suggest(centre))

    assert drafted(english) == "222"
    assert ModerationTaskState.objects.get().workflow_state.object_id == str(centre.pk)


@pytest.fixture
def translated():
    """A centre whose English page is kept in step with the Russian one."""
    page = make_centre("tula", languages=("ru",), phone="111", address="Тула", email="a@b.example")
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    make_step(translation)
    return page, translation


def make_step(translation):
    """Update the translation by its original, as the office's button does."""
    translation.source.update_from_db()
    translation.save_target(publish=False)
    in_english(translation.source.get_source_instance()).get_latest_revision().publish()


def publish_drafts(make_user):
    for state in ModerationTaskState.objects.filter(status="in_progress"):
        state.approve(user=make_user("moderators-clusters"))


def test_the_next_update_of_a_translation_keeps_the_correction(translated, make_user):
    page, translation = translated
    english = in_english(page)
    moderator = make_user("moderators-clusters")
    approve(moderator, suggest(english))
    publish_drafts(make_user)
    approve(moderator, suggest(english, "address", "Tula & region"))
    publish_drafts(make_user)
    english.refresh_from_db()
    assert (english.phone, english.address) == ("222", "Tula & region")

    make_step(translation)

    english.refresh_from_db()
    page.refresh_from_db()
    assert (english.phone, english.address) == ("222", "Tula & region")
    assert (page.phone, page.address) == ("222", "Тула")
    assert StringTranslation.objects.get().last_translated_by == moderator


def test_a_language_that_sets_a_field_apart_stands_for_itself(translated, make_user):
    page, translation = translated
    english = in_english(page)
    context = TranslationContext.objects.get(object=translation.source.object, path="email")
    SegmentOverride.objects.create(
        locale=translation.target_locale, context=context, data_json=json.dumps("en@b.example")
    )
    make_step(translation)
    moderator = make_user("moderators-clusters")

    approve(moderator, suggest(page, "email", "new@b.example"))
    assert drafted(english, "email") == "en@b.example"
    publish_drafts(make_user)
    approve(moderator, suggest(english, "email", "new-en@b.example"))
    assert drafted(page, "email") == "new@b.example"
    publish_drafts(make_user)

    make_step(translation)
    english.refresh_from_db()
    assert english.email == "new-en@b.example"


def test_an_alias_has_the_values_of_its_page(make_user):
    page = make_centre("omsk", languages=("ru",), phone="111")
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    approve(make_user("moderators-clusters"), suggest(alias, "hours", "10-19"))
    publish_drafts(make_user)

    assert in_english(page).hours == "10-19"


def test_desk_names_the_pages_that_change(centre, client_as):
    row = suggest(in_english(centre))
    address = reverse("desk:item", args=["corrections", row.pk])
    shown = client_as("moderators-clusters").get(address).context["versions"]
    assert [version.title for version in shown] == ["Центр kaluga", "Centre kaluga"]
