"""Descriptions by GOST R 7.0.100-2018, each compared with one written by hand."""

import pytest

from cms.models import Organisation
from library.items.citation import describe, initials
from library.models import ItemAuthor, LibraryItemPage

# Wagtail looks up the type of every page that is made, unsaved ones too.
pytestmark = pytest.mark.django_db


def person(family: str, given: str) -> ItemAuthor:
    return ItemAuthor(family=family, given=given)


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Л. М.", "Л. М."),
        ("Л.М.", "Л. М."),
        ("Michael E.", "M. E."),
        ("Леонид Маркович", "Л. М."),
        ("Жан-Пьер", "Ж.-П."),
        ("", ""),
    ],
)
def test_given_names_become_initials(given, short):
    assert initials(given) == short


def test_article_with_three_authors():
    item = LibraryItemPage(
        title="Кластерная политика в России",
        kind="article",
        original_language="ru",
        year=2012,
        journal="Форсайт",
        volume="6",
        issue="3",
        pages="16-27",
        doi="10.17323/1995-459X.2012.3.16.27",
    )
    authors = [person("Абашкин", "В. Л."), person("Бояров", "А. Д."), person("Куценко", "Е. С.")]
    assert describe(item, authors, is_electronic=True) == (
        "Абашкин, В. Л. Кластерная политика в России / В. Л. Абашкин, А. Д. Бояров, Е. С. Куценко"
        " // Форсайт. – 2012. – Т. 6, № 3. – С. 16–27. – DOI 10.17323/1995-459X.2012.3.16.27."
        " – Текст : электронный."
    )


def test_book_of_one_author_with_place_and_isbn():
    item = LibraryItemPage(
        title="Технологические платформы и инновационные кластеры",
        kind="monograph",
        original_language="ru",
        year=2013,
        publisher_name="Издательство Института Гайдара",
        place_of_publication="Москва",
        pages="124",
        isbn="978-5-93255-360-2",
    )
    assert describe(item, [person("Дежина", "И. Г.")], is_electronic=False) == (
        "Дежина, И. Г. Технологические платформы и инновационные кластеры / И. Г. Дежина."
        " – Москва : Издательство Института Гайдара, 2013. – 124 с. – ISBN 978-5-93255-360-2."
        " – Текст : непосредственный."
    )


def test_four_authors_stand_after_the_title_and_five_are_shortened():
    item = LibraryItemPage(title="Доклад", kind="report", original_language="ru", year=2014)
    authors = [person(family, "И. И.") for family in ("Алов", "Белов", "Светлов", "Громов")]
    assert describe(item, authors, is_electronic=False) == (
        "Доклад / И. И. Алов, И. И. Белов, И. И. Светлов, И. И. Громов. – 2014."
        " – Текст : непосредственный."
    )
    authors.append(person("Дымов", "И. И."))
    assert describe(item, authors, is_electronic=False) == (
        "Доклад / И. И. Алов, И. И. Белов, И. И. Светлов [и др.]. – 2014."
        " – Текст : непосредственный."
    )


def test_english_article_is_described_in_english_terms():
    item = LibraryItemPage(
        title="Экономика регионов",
        original_title="The Economic Performance of Regions",
        kind="article",
        original_language="en",
        year=2003,
        journal="Regional Studies",
        volume="37",
        issue="6–7",
        pages="549–578",
    )
    assert describe(item, [person("Porter", "Michael E.")], is_electronic=False) == (
        "Porter, M. E. The Economic Performance of Regions / M. E. Porter // Regional Studies."
        " – 2003. – Vol. 37, no. 6–7. – P. 549–578. – Text : unmediated."
    )


def test_organisation_as_author_and_a_series():
    item = LibraryItemPage(
        title="Competitive Regional Clusters",
        kind="report",
        original_language="en",
        year=2007,
        publisher_name="OECD Publishing",
        journal="OECD Reviews",
        issue="WP 7",
    )
    body = ItemAuthor(organisation=Organisation(pk=1, name_ru="OECD", name_en="OECD"))
    assert describe(item, [body], is_electronic=False) == (
        "Competitive Regional Clusters / OECD. – OECD Publishing, 2007. – (OECD Reviews ; WP 7)."
        " – Text : unmediated."
    )
