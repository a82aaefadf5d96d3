"""The finder: every condition met, not met and unknown, the article behind it, the order."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from clusters.instruments.answers import Answers, FinderForm
from clusters.instruments.conditions import share_of_cost
from clusters.instruments.finder import find
from tests.factories import RegionFactory
from tests.factories.instruments import instrument_index, make_instrument, make_pair
from tests.factories.legal import make_act, provision

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def outcome(kind, answers=None, **fields):
    """The verdict and the note of one condition of one card; None where it is not among them."""
    make_instrument(**fields)
    (match,) = find(answers or Answers(), "ru", TODAY)
    found = [one for one in match.outcomes if one.kind == kind]
    assert len(found) <= 1
    return (found[0].verdict, found[0].note) if found else None


@pytest.mark.parametrize(
    ("who", "recipients", "verdict"),
    [
        ("company", ["company"], "met"),
        # A small business is a company, a start-up is both; not the other way round.
        ("sme", ["company"], "met"),
        ("startup", ["sme"], "met"),
        ("company", ["sme"], "not_met"),
        ("student", ["individual"], "met"),
        ("individual", ["student"], "not_met"),
        ("university", ["research_institute"], "not_met"),
        ("", ["company"], "unknown"),
        ("company", [], "unknown"),
    ],
)
def test_recipient(who, recipients, verdict):
    assert outcome("recipient", Answers(who=who), recipients=recipients)[0] == verdict


def test_silence_on_both_sides_is_no_condition():
    assert outcome("recipient", recipients=[]) is None


@pytest.mark.parametrize(
    ("purpose", "purposes", "verdict"),
    [
        ("research", ["research", "launch"], "met"),
        ("production", ["research"], "not_met"),
        ("", ["research"], "unknown"),
        ("research", [], "unknown"),
    ],
)
def test_purpose(purpose, purposes, verdict):
    assert outcome("purpose", Answers(purpose=purpose), purposes=purposes)[0] == verdict


@pytest.mark.parametrize(
    ("stage", "stages", "verdict"),
    [
        ("idea", ["idea"], "met"),
        ("production", ["idea"], "not_met"),
        ("", ["idea"], "unknown"),
        ("idea", [], None),
    ],
)
def test_stage_matters_only_where_the_card_names_it(stage, stages, verdict):
    found = outcome("stage", Answers(stage=stage), stages=stages)

    assert (found and found[0]) == verdict


def test_region():
    here, there = RegionFactory(), RegionFactory()
    make_instrument(title="Местная", regions=[here])
    make_instrument(title="Общая")

    def verdicts(region):
        return {
            match.card.title: one.verdict
            for match in find(Answers(region=region), "ru", TODAY)
            for one in match.outcomes
            if one.kind == "region"
        }

    assert verdicts(here) == {"Местная": "met", "Общая": "met"}
    assert verdicts(there) == {"Местная": "not_met", "Общая": "met"}
    assert verdicts(None) == {"Местная": "unknown"}


@pytest.mark.parametrize(
    ("cost", "share", "least", "most", "verdict"),
    [
        # Of 10 the reader pays 40 per cent: 6 are needed.
        (10, 40, 1, 6, "met"),
        (10, 40, 1, Decimal("5.9"), "not_met"),
        (10, 40, Decimal("6.1"), None, "not_met"),
        (10, 40, 6, None, "met"),
        # Nothing said of the share: from nothing to 10 may be needed.
        (10, None, None, 10, "met"),
        (10, None, None, 9, "unknown"),
        (10, None, 11, None, "not_met"),
        (10, None, 1, 20, "unknown"),
        (None, 40, 1, 6, "unknown"),
        (10, 40, None, None, "unknown"),
    ],
)
def test_sum_is_what_the_reader_does_not_pay(cost, share, least, most, verdict):
    answers = Answers(cost=None if cost is None else Decimal(cost), share=share)

    found = outcome("sum", answers, amount_min_mln_rub=least, amount_max_mln_rub=most)

    assert found[0] == verdict


@pytest.mark.parametrize(
    ("share", "percent", "base", "verdict"),
    [
        # As much as the support is half of the cost; 50 per cent of the support a third of it.
        (50, 100, "support", "met"),
        (49, 100, "support", "not_met"),
        (34, 50, "support", "met"),
        (33, 50, "support", "not_met"),
        (30, 30, "cost", "met"),
        (29, 30, "cost", "not_met"),
        (0, 0, "support", "met"),
        (None, 30, "cost", "unknown"),
        (30, None, "cost", "unknown"),
    ],
)
def test_own_funds_by_their_base(share, percent, base, verdict):
    fields = {"co_financing_percent": percent, "co_financing_of": base}

    assert outcome("co_financing", Answers(share=share), **fields)[0] == verdict


def test_share_of_cost_by_hand():
    # 30 of support and 15 of own money: 15 / 45 is a third.
    assert share_of_cost(50, "support") == Decimal(5000) / 150
    assert share_of_cost(50, "cost") == 50


@pytest.mark.parametrize(
    ("open_from", "deadline", "verdict"),
    [
        (date(2026, 3, 10), None, "met"),
        (date(2026, 3, 1), date(2026, 3, 10), "met"),
        (date(2026, 3, 1), date(2026, 3, 9), "not_met"),
        (date(2026, 3, 11), None, "not_met"),
        (None, None, "not_met"),
    ],
)
def test_time_of_application(open_from, deadline, verdict):
    assert outcome("dates", open_from=open_from, deadline=deadline)[0] == verdict


@pytest.mark.parametrize(
    ("cost", "verdict"), [(749, "not_met"), (750, "met"), (751, "met"), (None, "unknown")]
)
def test_cost_of_the_project(cost, verdict):
    answers = Answers(cost=None if cost is None else Decimal(cost))

    found = outcome("cost", answers, conditions=[{"kind": "cost", "min_value": 750}])

    assert found[0] == verdict


@pytest.mark.parametrize(
    ("tie", "condition", "verdict"),
    [
        ("other", {}, "met"),
        ("none", {}, "not_met"),
        ("", {}, "unknown"),
        ("pilot", {"pilot_only": True, "text_ru": "кластер из перечня"}, "met"),
        ("other", {"pilot_only": True}, "not_met"),
        ("other", {"text_ru": "кластер отвечает требованиям"}, "unknown"),
    ],
)
def test_membership_of_a_cluster(tie, condition, verdict):
    conditions = [{"kind": "member", **condition}]

    assert outcome("member", Answers(tie=tie), conditions=conditions)[0] == verdict


def test_what_no_question_asks_is_never_met():
    everything = Answers(
        who="company", purpose="research", stage="idea", cost=Decimal(5), share=50, tie="pilot"
    )

    found = outcome("other", everything, conditions=[{"kind": "other", "text_ru": "конкурс"}])

    assert found == ("unknown", "проверьте сами: вопроса об этом нет")


def test_a_condition_leads_to_the_article_behind_it(client):
    act = make_act(text=[provision("article", "4", "Категории")])
    make_instrument(
        conditions=[{"kind": "recipient", "act": act, "anchor": "article-4"}], basis=[act]
    )

    html = client.get(f"{instrument_index().get_url()}finder/?who=company").content.decode()

    assert f'href="{act.get_url()}#article-4"' in html
    assert "Статья 4" in html
    assert "(действует)" in html


def test_a_closed_act_is_not_named_as_a_source(client):
    act = make_act(number="777-тайный")
    make_instrument(conditions=[{"kind": "recipient", "act": act}])
    address = f"{instrument_index().get_url()}finder/?who=company"
    assert "777-тайный" in client.get(address).content.decode()

    PageViewRestriction.objects.create(page=act, restriction_type=PageViewRestriction.LOGIN)

    assert "777-тайный" not in client.get(address).content.decode()


def test_best_matches_stand_first():
    make_instrument(title="Закрытая для меня", recipients=["region"])
    make_instrument(title="Почти всё известно", purposes=["research"])
    make_instrument(title="Открытый вопрос", purposes=["research"], conditions=[{"kind": "member"}])
    make_instrument(title="Мало общего")

    order = [match.card.title for match in find(Answers("company", "research"), "ru", TODAY)]

    assert order == [
        "Почти всё известно", "Открытый вопрос", "Мало общего", "Закрытая для меня"
    ]  # fmt: skip


def test_each_instrument_once_in_the_language_of_the_reader():
    make_pair()
    only_russian = make_instrument()

    matches = find(Answers(), "en", TODAY)

    assert len(matches) == 2
    langs = {match.card.translation_key: match.lang for match in matches}
    assert langs.pop(only_russian.translation_key) == "ru"
    assert list(langs.values()) == [""]


def test_drafts_and_closed_cards_are_not_compared(client):
    make_instrument(title="Черновик", published=False)
    closed = make_instrument(title="Закрытая")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    make_instrument(title="Открытая")

    assert [match.card.title for match in find(Answers(), "ru", TODAY)] == ["Открытая"]


def test_the_whole_state_is_in_the_address(client):
    region = RegionFactory()
    make_instrument()
    query = f"who=sme&purpose=launch&region={region.code}&stage=idea&cost=8,5&share=30&tie=pilot"

    html = client.get(f"{instrument_index().get_url()}finder/?{query}").content.decode()

    for value in ("sme", "launch", region.code, "idea", "pilot"):
        assert f'<option value="{value}" selected>' in html
    assert 'name="cost" value="8,5"' in html
    assert 'name="share" value="30"' in html
    assert "Выполнено" in html


def test_words_of_verdicts_and_the_other_language(client):
    make_pair(purposes=["launch"])
    ru = f"{instrument_index().get_url()}finder/?who=region"

    russian = client.get(ru).content.decode()
    english = client.get(ru.replace("/ru/", "/en/")).content.decode()

    for word in ("Выполнено", "Не выполнено", "Неизвестно"):
        assert word in russian
    for word in ("Met", "Not met", "Unknown"):
        assert word in english
    # The switch of languages keeps the finder and its answers.
    assert 'href="/en/clusters/instruments/finder/?who=region"' in russian
    assert "/en/clusters/instruments/finder/" in russian.split("</head>")[0]


def test_without_answers_there_are_only_questions(client):
    make_instrument(title="Мера")

    html = client.get(f"{instrument_index().get_url()}finder/").content.decode()

    assert "Кто вы?" in html
    assert "Мера" not in html.split("<main")[1].replace("Меры", "")
    assert "noindex" not in html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("who", "nobody"),
        ("cost", "много"),
        ("cost", "0"),
        ("cost", "1e9"),
        ("share", "101"),
        ("share", "-1"),
        ("region", "\x00"),
        ("tie", "\x00"),
    ],
)
def test_a_wrong_answer_is_named_and_the_others_count(client, name, value):
    make_instrument(title="Подходящая мера", purposes=["research"])

    response = client.get(
        f"{instrument_index().get_url()}finder/", {name: value, "purpose": "research"}
    )

    html = response.content.decode()
    assert response.status_code == 200
    assert f'id="id_{name}-error"' in html
    assert f'href="#id_{name}"' in html
    assert "Подходящая мера" in html


@pytest.mark.parametrize(
    ("written", "number"),
    [("8,5", "8.5"), ("1 300", "1300"), ("1\u00a0300,25", "1300.25"), ("0.001", "0.001")],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_numbers_are_read_as_people_write_them(written, number, language):
    params = QueryDict(mutable=True)
    params["cost"] = written

    with override(language):
        assert FinderForm(params).answers() == Answers(cost=Decimal(number))


def test_queries_are_the_same_for_1_10_and_100_cards(client):
    acts = [make_act() for _number in range(5)]
    address = f"{instrument_index().get_url()}finder/?who=company&cost=5"
    counts = []
    for number in (1, 9, 90):
        for index in range(number):
            make_instrument(
                basis=[acts[index % 5]], conditions=[{"kind": "recipient", "act": acts[index % 5]}]
            )
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 17
