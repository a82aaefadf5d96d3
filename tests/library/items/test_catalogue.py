"""What the catalogue knows of library items, asked as a reader asks it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from search.indexing import drain, rebuild
from search.registry import sources
from tests.factories import OrganisationFactory
from tests.library.items import corpus

PAGES = (
    "Введение о задачах доклада.",
    "Субсидии получили рыбопромышленные предприятия побережья.",
)


@pytest.fixture(autouse=True)
def _empty_index(db):
    rebuild()


@pytest.fixture
def ask(client):
    """Ask the public API; gives its answer after the index is brought up to date."""

    def question(text: str, lang: str = "ru", **filters):
        drain()
        return client.get("/api/v1/catalogue/", {"q": text, "lang": lang, **filters}).json()

    return question


def found(answer) -> list[str]:
    return [result["slug"] for result in answer["results"]]


def test_word_in_another_form_is_found_on_its_page(add_item, add_document, ask):
    document = add_document("report.pdf", corpus.pdf(*PAGES))
    key = add_item(slug="report", files=[document]).translation_key
    item = add_item(
        slug="report", language="en", title="A report", files=[document], translation_key=key
    )
    answer = ask("рыбопромышленных предприятий", lang="en")
    assert found(answer) == ["report"]
    result = answer["results"][0]
    assert (result["kind"], result["url"]) == ("library", item.url)
    assert result["passages"] == [
        {
            "anchor": "page=2",
            "label": "page 2",
            "url": f"{document.url}#page=2",
            "highlight": (
                "Субсидии получили <mark>рыбопромышленные</mark> "
                "<mark>предприятия</mark> побережья."
            ),
        }
    ]


def test_pages_of_other_formats_lead_to_the_file(add_item, add_document, ask):
    document = add_document("talk.pptx", corpus.pptx("Начало", "Рыбопромышленный кластер"))
    add_item(slug="talk", language="en", files=[document])
    passages = ask("рыбопромышленного кластера", lang="en")["results"][0]["passages"]
    assert [(one["anchor"], one["label"], one["url"]) for one in passages] == [
        ("page=2", "slide 2", document.url)
    ]


def test_new_file_and_its_removal_reach_the_catalogue(add_item, add_document, ask):
    document = add_document("report.pdf", corpus.pdf("Прежний текст про верфи."))
    add_item(slug="report", files=[document])
    assert found(ask("верфь")) == ["report"]
    document.file = ContentFile(corpus.pdf(*PAGES), name="new.pdf")
    document.save()
    assert found(ask("верфь")) == []
    assert found(ask("рыбопромышленное")) == ["report"]


def test_file_of_a_closed_collection_is_not_searched(add_item, add_document, ask):
    closed = Collection.get_first_root_node().add_child(name="Закрытая")
    inside = closed.add_child(name="Внутри")
    document = add_document("report.pdf", corpus.pdf(*PAGES), collection=inside)
    item = add_item(slug="report", files=[document])
    assert found(ask("рыбопромышленное")) == ["report"]
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="login"
    )
    assert found(ask("рыбопромышленное")) == []
    assert found(ask(item.title)) == ["report"]
    assert document.url not in str(ask(item.title))
    restriction.delete()
    assert found(ask("рыбопромышленное")) == ["report"]


def test_document_moved_into_a_closed_collection_is_not_searched(add_item, add_document, ask):
    closed = Collection.get_first_root_node().add_child(name="Закрытая")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = add_document("report.pdf", corpus.pdf(*PAGES))
    add_item(slug="report", files=[document])
    assert found(ask("рыбопромышленное")) == ["report"]
    document.collection = closed
    document.save()
    assert found(ask("рыбопромышленное")) == []


def test_draft_and_unpublished_items_are_not_found(add_item, add_document, ask):
    document = add_document("report.pdf", corpus.pdf(*PAGES))
    add_item(slug="draft", live=False, files=[document])
    item = add_item(slug="report", files=[document])
    assert found(ask("рыбопромышленное")) == ["report"]
    item.unpublish()
    assert found(ask("рыбопромышленное")) == []


def test_facets_of_items(add_item, add_document, ask):
    press = OrganisationFactory(slug="press", name_ru="Издательство", name_en="The Press")
    add_item(
        slug="first",
        kind="monograph",
        year=1998,
        original_language="en",
        authors=[("Porter", "M. E."), ("Stern", "S.")],
        publisher=press,
        files=[add_document("ru.pdf", corpus.pdf("перевод"), language="ru")],
    )
    add_item(slug="second", year=2012, authors=[("Porter", "M. E.")], publisher_name="НИУ ВШЭ")
    facets = ask("", lang="en", kind="library")["facets"]
    values = {
        name: {choice["value"]: (choice["label"], choice["count"]) for choice in facets[name]}
        for name in ("item_kind", "author", "publisher", "language", "year")
    }
    assert values == {
        "item_kind": {"monograph": ("Monograph", 1), "report": ("Report", 1)},
        "author": {"Porter, M. E.": ("Porter, M. E.", 2), "Stern, S.": ("Stern, S.", 1)},
        "publisher": {"press": ("The Press", 1), "НИУ ВШЭ": ("НИУ ВШЭ", 1)},
        "language": {"ru": ("Russian", 2), "en": ("English", 1)},
        "year": {"1998": ("1998", 1), "2012": ("2012", 1)},
    }
    assert found(ask("", kind="library", author="Stern, S.")) == ["first"]


def test_index_page_lists_items_with_the_kind_and_year(client, add_item, ask, section):
    add_item(slug="report", language="en", authors=[("Абашкин", "В. Л.")])
    ask("")
    html = client.get(section("library", "en").url).content.decode()
    assert "Report · Абашкин, В. Л. · 2012" in html
    assert "2012-01-01" not in html


@pytest.mark.parametrize("rows", [1, 20])
def test_entries_are_built_in_few_queries(
    add_item, add_document, django_assert_max_num_queries, rows
):
    document = add_document("report.pdf", corpus.pdf(*PAGES))
    for number in range(rows):
        add_item(slug=f"item-{number}", authors=[("Алов", "И.")], files=[document])
    source = sources()["library"]
    keys = source.keys()
    with django_assert_max_num_queries(9):
        entries = list(source.entries(keys))
    assert len(entries) == rows
    assert len(entries[0].versions[0].passages) == 2
