"""The editing form of an act: what it refuses and where it says so."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from library.models import LegalActPage, LegalRelation
from tests.factories import OrganisationFactory, RegionFactory
from tests.factories.legal import make_act, relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_as):
    return client_as("legal-editors")


@pytest.fixture
def issuer():
    return OrganisationFactory()


def form(issuer, *, relations=(), text=(), **fields):
    """What the browser sends; `relations` are dicts of a row's fields."""
    data = {
        "title": "О субсидиях",
        "official_title": "",
        "lead": "",
        "body": streamfield([]),
        "kind": "government_resolution",
        "number": "188",
        "adopted_on": "2013-03-06",
        "issuer": str(issuer.pk),
        "level": "federal",
        "region": "",
        "in_force_from": "2013-03-19",
        "repealed_on": "",
        "text": streamfield([(kind, value) for kind, value in text]),
        "relations": inline_formset(list(relations)),
        **fields,
    }
    return nested_form_data(data)


def article(number, text="Текст", anchor="", parts=()):
    value = {
        "number": number,
        "heading": "",
        "text": text,
        "wording": "official",
        "anchor": anchor,
        "parts": streamfield(list(parts)),
    }
    return "article", value


def row(kind, target, on, **fields):
    return {
        "kind": kind,
        "target": str(target.pk),
        "effective_on": on,
        "source_provision": "",
        "target_provision": "",
        "is_confirmed": "on",
        **fields,
    }


def create(editor, section, data):
    url = reverse("wagtailadmin_pages:add", args=("library", "legalactpage", section("legal").pk))
    return editor.post(url, data)


def edit(editor, act, data):
    return editor.post(reverse("wagtailadmin_pages:edit", args=(act.pk,)), data)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def row_errors(response):
    assert response.status_code == 200
    return [dict(errors) for errors in response.context["form"].formsets["relations"].errors]


def test_new_act_gets_address_anchors_and_relations(editor, section, issuer):
    target = make_act(number="249", adopted_on=date(2005, 4, 22))
    data = form(
        issuer,
        text=[article("1"), article("16.1")],
        relations=[
            row(
                "amends", target, "2013-03-19", source_provision="ст. 16.1", target_provision="п. 3"
            )
        ],
    )
    response = create(editor, section, data)
    assert response.status_code == 302
    act = LegalActPage.objects.get(number="188").get_latest_revision_as_object()
    assert (act.slug, act.address) == (
        "government-resolution-2013-188",
        "government-resolution/2013/188",
    )
    assert [block.value["anchor"] for block in act.text] == ["article-1", "article-16.1"]
    [saved] = act.relations.all()
    assert (saved.source_provision, saved.target_provision) == ("article-16.1", "point-3")


def test_act_entered_twice_is_refused_at_the_number(editor, section, issuer):
    make_act(number="188", issuer=issuer)
    errors = errors_of(create(editor, section, form(issuer)))
    assert list(errors) == ["number"]
    assert LegalActPage.objects.filter(number="188").count() == 1


def test_identity_is_required_of_a_draft(editor, section, issuer):
    errors = errors_of(create(editor, section, form(issuer, number="", kind="")))
    assert set(errors) == {"number", "kind"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"in_force_from": "2013-03-05"}, "in_force_from"),
        ({"repealed_on": "2013-03-18"}, "repealed_on"),
        ({"in_force_from": "", "repealed_on": "2013-03-05"}, "repealed_on"),
        ({"level": "regional"}, "region"),
    ],
)
def test_days_and_region_are_checked_at_their_fields(editor, section, issuer, fields, field):
    assert list(errors_of(create(editor, section, form(issuer, **fields)))) == [field]
    assert not LegalActPage.objects.filter(number="188").exists()


def test_region_of_a_federal_act_is_refused(editor, section, issuer):
    data = form(issuer, region=str(RegionFactory().pk))
    assert list(errors_of(create(editor, section, data))) == ["region"]


def test_circle_of_repeals_is_refused_at_the_other_act(editor, issuer):
    first = make_act(number="188", issuer=issuer)
    second = make_act(relations=[relation("repeals", first, date(2014, 1, 1))])
    third = make_act(relations=[relation("repeals", second, date(2015, 1, 1))])

    response = edit(editor, first, form(issuer, relations=[row("repeals", third, "2016-01-01")]))
    assert [list(errors) for errors in row_errors(response)] == [["target"]]
    response = edit(editor, first, form(issuer, relations=[row("cites", third, "2016-01-01")]))
    assert response.status_code == 302


def test_relation_to_itself_is_refused_at_the_other_act(editor, issuer):
    act = make_act(number="188", issuer=issuer)
    response = edit(editor, act, form(issuer, relations=[row("cites", act, "2014-01-01")]))
    assert [list(errors) for errors in row_errors(response)] == [["target"]]


@pytest.mark.parametrize("on", ["2013-03-05", "2004-01-01"])
def test_repeal_before_adoption_is_refused_at_the_day(editor, issuer, on):
    act = make_act(number="188", issuer=issuer)
    target = make_act(adopted_on=date(2005, 4, 22))
    response = edit(editor, act, form(issuer, relations=[row("repeals", target, on)]))
    assert [list(errors) for errors in row_errors(response)] == [["effective_on"]]


def test_repeal_of_an_act_not_yet_adopted_is_refused_at_the_day(editor, issuer):
    act = make_act(number="188", issuer=issuer)
    target = make_act(adopted_on=date(2015, 6, 30), in_force_from=None)
    response = edit(editor, act, form(issuer, relations=[row("repeals", target, "2014-01-01")]))
    assert [list(errors) for errors in row_errors(response)] == [["effective_on"]]


def test_provision_that_is_not_in_the_text_is_refused(editor, issuer):
    act = make_act(number="188", issuer=issuer)
    target = make_act()
    rows = [row("cites", target, "2014-01-01", source_provision="ст. 7")]
    response = edit(editor, act, form(issuer, text=[article("5")], relations=rows))
    assert [list(errors) for errors in row_errors(response)] == [["source_provision"]]


def test_number_of_a_provision_given_twice_is_shown_in_the_form(editor, section, issuer):
    response = create(editor, section, form(issuer, text=[article("5"), article("5")]))
    assert list(errors_of(response)) == ["text"]


@pytest.mark.parametrize("query", ["2227-р", "2227", "188", "стратегии"])
def test_chooser_finds_acts_by_number_or_title(editor, query):
    sought = make_act(number="188", title="О порядке")
    order = make_act(number="2227-р", kind="government_order", title="Об утверждении стратегии")
    make_act(number="941", title="Об изменениях")
    expected = sought if query == "188" else order
    response = editor.get(
        reverse("wagtailadmin_choose_page_search"),
        {"page_type": "library.legalactpage", "q": query},
    )
    assert [page.pk for page in response.context["pages"]] == [expected.pk]
    assert expected.number in response.content.decode()


def test_copying_as_an_alias_is_refused_in_words(client_as, section):
    act = make_act(number="188")
    client = client_as("administrators")
    client.user.is_superuser = True
    client.user.save()
    response = client.post(
        reverse("wagtailadmin_pages:copy", args=(act.pk,)),
        {
            "new_title": "Копия",
            "new_slug": "copy",
            "new_parent_page": str(section("legal").pk),
            "alias": "on",
        },
    )
    assert list(response.context["form"].errors) == ["alias"]
    assert LegalActPage.objects.filter(number="188").count() == 1


def test_copying_gives_a_marked_number(client_as, section):
    act = make_act(number="188")
    client = client_as("administrators")
    client.user.is_superuser = True
    client.user.save()
    response = client.post(
        reverse("wagtailadmin_pages:copy", args=(act.pk,)),
        {
            "new_title": "Копия",
            "new_slug": "copy",
            "new_parent_page": str(section("legal").pk),
        },
    )
    assert response.status_code == 302
    copy = LegalActPage.objects.get(slug="copy")
    draft = copy.get_latest_revision_as_object()
    assert (copy.number, draft.number) == ("188 (2)", "188 (2)")
    assert draft.address == "government-resolution/2013/188-2"
    assert client.get(reverse("wagtailadmin_pages:edit", args=(copy.pk,))).status_code == 200


def test_row_is_checked_without_a_form_as_well():
    act = make_act(number="188")
    row = LegalRelation(page=act, kind="cites", target=act, effective_on=date(2014, 1, 1))
    with pytest.raises(Exception, match="target"):
        row.full_clean()


def test_explorer_lists_the_newest_acts_first(editor, section):
    days = [date(2013, 3, 6), date(2015, 6, 30), date(2011, 12, 8)]
    acts = [make_act(adopted_on=day, in_force_from=None) for day in days]
    index = section("legal")
    url = reverse("wagtailadmin_explore", args=(index.pk,))
    listed = [page.pk for page in editor.get(url).context["pages"]]
    assert listed == [acts[1].pk, acts[0].pk, acts[2].pk]
    by_title = editor.get(url, {"ordering": "title"}).context["pages"]
    assert [page.title for page in by_title] == sorted(act.title for act in acts)
