"""Review links: one revision, one addressee, one answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.desk.pages import PageQueue, version_of
from cms.models import ReviewLink
from cms.workflow.links import create_link
from cms.workflow.rules import DecisionRefused
from tests.factories.moderation import make_news, submit, waiting_state

pytestmark = pytest.mark.django_db

LABEL = "И. о. директора департамента"


@pytest.fixture
def editor(make_user):
    return make_user("editors-news")


@pytest.fixture
def moderator(make_user):
    return make_user("moderators-news")


@pytest.fixture
def page(section, editor):
    return make_news(
        section("news"), title="Проект новости", owner=editor, lead="Строго между нами."
    )


@pytest.fixture
def state(page, editor):
    return submit(page, editor)


@pytest.fixture
def make_link(state, moderator):
    """Make a link: make_link(may_decide=True) → its address and row."""

    def make(**fields):
        settings = {"user": moderator, "state": state, "label": LABEL, "days": 7}
        link, token = create_link(**settings | {"may_decide": False} | fields)
        return reverse("review:link", args=[token]), link

    return make


def logged(page, action):
    return PageLogEntry.objects.filter(page=page.pk, action=action)


def test_row_keeps_no_token(make_link):
    address, link = make_link()
    token = address.rstrip("/").rpartition("/")[2]

    assert len(link.token_hash) == 64
    assert all(token not in str(value) for value in vars(link).values())


def test_holder_reads_exactly_the_revision(client, make_link, page):
    address, _link = make_link()

    response = client.get(address)
    framed = client.get(address + "page/")

    assert response.status_code == 200
    assert LABEL in response.content.decode()
    assert 'sandbox="allow-same-origin"' in response.content.decode()
    assert "Проект новости" in framed.content.decode()
    assert "Строго между нами." in framed.content.decode()
    for answer in (response, framed):
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    page.refresh_from_db()
    assert page.live is False


def test_page_speaks_both_languages(client, make_link):
    address, _link = make_link()

    assert '<html lang="ru"' in client.get(address).content.decode()
    assert '<html lang="en"' in client.get(address + "?lang=en").content.decode()


def test_opinion_is_recorded_and_decides_nothing(client, make_link, page, state):
    address, link = make_link()

    response = client.post(address, {"opinion": "approve", "remark": "Согласен."})

    link.refresh_from_db()
    state.refresh_from_db()
    assert response.status_code == 200
    assert (link.opinion, link.remark, state.status) == ("approve", "Согласен.", "in_progress")
    entry = logged(page, "cms.review_link.approve").get()
    assert entry.user is None
    assert LABEL in entry.message
    assert PageQueue().items(link.created_by)[0].opinions == 1


def test_return_needs_a_remark(client, make_link):
    address, link = make_link()

    response = client.post(address, {"opinion": "return", "remark": " "})

    link.refresh_from_db()
    assert response.status_code == 422
    assert link.opinion == ""


def test_deciding_link_publishes_for_its_maker(client, make_link, page, state, moderator):
    address, _link = make_link(may_decide=True)

    client.post(address, {"opinion": "approve"})

    page.refresh_from_db()
    state.refresh_from_db()
    assert page.live is True
    assert state.finished_by == moderator
    assert LABEL in state.comment


def test_deciding_link_returns_with_the_remark(client, make_link, state):
    address, _link = make_link(may_decide=True)

    client.post(address, {"opinion": "return", "remark": "Сумма не сходится."})

    state.refresh_from_db()
    assert state.status == "rejected"
    assert state.comment == f"{LABEL}: Сумма не сходится."


def test_author_cannot_send_a_deciding_link(section, make_user):
    both = make_user("editors-news", "moderators-news")
    state = submit(make_news(section("news"), owner=both), both)

    with pytest.raises(DecisionRefused):
        create_link(user=both, state=state, label=LABEL, days=1, may_decide=True)
    link, _token = create_link(user=both, state=state, label=LABEL, days=1, may_decide=False)
    assert link.may_decide is False


def test_maker_who_lost_the_right_leaves_an_opinion(client, make_link, state, moderator):
    address, link = make_link(may_decide=True)
    moderator.groups.clear()

    client.post(address, {"opinion": "approve"})

    link.refresh_from_db()
    state.refresh_from_db()
    assert (link.opinion, state.status) == ("approve", "in_progress")


def test_editor_cannot_make_a_link(state, editor):
    with pytest.raises(DecisionRefused):
        create_link(user=editor, state=state, label=LABEL, days=1, may_decide=False)


def assert_closed(client, address, status, words):
    for path in (address, address + "page/"):
        response = client.get(path + "?lang=en")
        assert response.status_code == status
        assert words in response.content.decode()
        assert "Строго между нами." not in response.content.decode()
    assert client.post(address + "?lang=en", {"opinion": "approve"}).status_code == status


def test_used_link_is_closed(client, make_link, page):
    address, _link = make_link()
    client.post(address, {"opinion": "approve"})

    assert_closed(client, address, 410, "has been used")
    assert logged(page, "cms.review_link.approve").count() == 1


def test_expired_link_is_closed(client, make_link):
    address, link = make_link()
    ReviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert_closed(client, address, 410, "has expired")


def test_changed_text_closes_the_link(client, make_link, page, editor):
    address, _link = make_link()
    page.lead = "Новый текст."
    page.save_revision(user=editor)

    assert_closed(client, address, 410, "changed or decided")


def test_text_written_over_in_place_closes_the_link(client, make_link, page, editor):
    address, _link = make_link()
    page.lead = "Новый текст."
    page.save_revision(user=editor, overwrite_revision=page.latest_revision)

    assert_closed(client, address, 410, "changed or decided")


def test_decided_version_closes_the_link(client, make_link, state, make_user):
    address, _link = make_link()
    state.approve(user=make_user("moderators-news"))

    assert_closed(client, address, 410, "changed or decided")


def test_tampered_link_is_closed(client, make_link):
    address, _link = make_link()
    damaged = address[:-5] + ("aaaa" if address[-5:-1] != "aaaa" else "bbbb") + "/"

    assert_closed(client, damaged, 410, "not complete or was changed")
    assert_closed(client, reverse("review:link", args=["nothing"]), 410, "not complete")


def test_withdrawn_link_is_closed(client, client_as, make_link, state):
    address, link = make_link()
    colleague = client_as("moderators-news")
    item = reverse("desk:item", args=["pages", state.pk])

    colleague.post(item, {"do": "withdraw", "link": link.pk})

    assert_closed(client, address, 410, "withdrawn")


def test_desk_makes_a_link_and_shows_it_once(client, client_as, state):
    moderator = client_as("moderators-news")
    item = reverse("desk:item", args=["pages", state.pk])

    made = moderator.post(item, {"do": "link", "label": LABEL, "days": "400"})

    address = made.context["new_link_address"]
    link = ReviewLink.objects.get()
    assert client.get(address).status_code == 200
    assert link.expires_at <= timezone.now() + timedelta(days=30)
    assert address not in moderator.get(item).content.decode()


def test_requests_are_limited(client, make_link, settings):
    settings.REVIEW_LINK_RATE = 3
    address, _link = make_link()

    statuses = [client.get(address).status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert client.get(address)["Retry-After"] == "60"


def test_opinion_does_not_stop_the_moderator(client, make_link, state, page, make_user):
    address, _link = make_link()
    client.post(address, {"opinion": "return", "remark": "Против."})
    from cms.desk.queues import Decision

    PageQueue().decide(
        make_user("moderators-news"),
        str(state.pk),
        version_of(waiting_state(page).revision),
        Decision.APPROVE,
        "",
    )
    page.refresh_from_db()
    assert page.live is True
