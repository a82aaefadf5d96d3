"""The page of an item as a reader gets it."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import PortalDocument
from library.models import ItemFile
from tests.factories import OrganisationFactory, PortalDocumentFactory
from tests.library.items import corpus


def metas(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta name="((?:citation|DC)[^"]*)" content="([^"]*)">', html)


def test_page_tells_what_the_item_is(client, add_item, add_document, section):
    document = add_document("report.pdf", corpus.pdf("один", "два"), title="Доклад (PDF)")
    item = add_item(
        authors=[("Абашкин", "В. Л."), ("Куценко", "Е. С.")],
        files=[document],
        kind="article",
        original_title="Clusters and Growth",
        original_language="en",
        journal="Форсайт",
        volume="6",
        issue="3",
        pages="16–27",
        doi="10.1000/182",
        lead="Аннотация доклада.",
        keywords="кластеры; рост, регионы\nоценка",
        licence="cc-by",
        publisher_name="НИУ ВШЭ",
    )
    html = client.get(item.url).content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["Кластеры и рост"]
    for text in (
        '<p class="lede" lang="en">Clusters and Growth</p>',
        "Абашкин, В. Л.; Куценко, Е. С.",
        "Аннотация доклада.",
        "кластеры, рост, регионы, оценка",
        'href="https://creativecommons.org/licenses/by/4.0/"',
        'href="https://doi.org/10.1000/182"',
        f'href="{document.url}"',
        "Доклад (PDF)",
        "Абашкин, В. Л. Clusters and Growth / В. Л. Абашкин",
    ):
        assert text in html
    assert metas(html) == [
        ("citation_title", "Clusters and Growth"),
        ("citation_author", "Абашкин, В. Л."),
        ("citation_author", "Куценко, Е. С."),
        ("citation_publication_date", "2012"),
        ("citation_journal_title", "Форсайт"),
        ("citation_volume", "6"),
        ("citation_issue", "3"),
        ("citation_firstpage", "16"),
        ("citation_lastpage", "27"),
        ("citation_publisher", "НИУ ВШЭ"),
        ("citation_doi", "10.1000/182"),
        ("citation_language", "en"),
        ("citation_keywords", "кластеры; рост; регионы; оценка"),
        ("citation_abstract_html_url", f"http://testserver{item.url}"),
        ("citation_pdf_url", f"http://testserver{document.url}"),
        ("DC.title", "Кластеры и рост"),
        ("DCTERMS.alternative", "Clusters and Growth"),
        ("DC.creator", "Абашкин, В. Л."),
        ("DC.creator", "Куценко, Е. С."),
        ("DC.publisher", "НИУ ВШЭ"),
        ("DC.date", "2012"),
        ("DC.type", "Text"),
        ("DC.language", "en"),
        ("DC.subject", "кластеры"),
        ("DC.subject", "рост"),
        ("DC.subject", "регионы"),
        ("DC.subject", "оценка"),
        ("DC.description", "Аннотация доклада."),
        ("DC.identifier", f"http://testserver{item.url}"),
        ("DC.identifier", "https://doi.org/10.1000/182"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("DC.format", "application/pdf"),
    ]


def test_linked_data_cannot_end_its_script(client, add_item):
    item = add_item(
        kind="article", title="Рост </script><b>", journal="Форсайт", authors=[("Алов", "И.")]
    )
    html = client.get(item.url).content.decode()
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert [json.loads(text) for text in data if "ScholarlyArticle" in text] == [
        {
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "@id": f"http://testserver{item.url}",
            "url": f"http://testserver{item.url}",
            "name": "Рост </script><b>",
            "author": [
                {
                    "@type": "Person",
                    "name": "И. Алов",
                    "familyName": "Алов",
                    "givenName": "И.",
                }
            ],
            "datePublished": "2012",
            "isPartOf": {
                "@type": "PublicationIssue",
                "isPartOf": {"@type": "Periodical", "name": "Форсайт"},
            },
            "inLanguage": "ru",
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (corpus.pdf("один", "два"), "text of 2 pages"),
        (corpus.image_pdf(), "no text layer"),
        (corpus.truncated_pdf(), "no text: the file is damaged"),
        (corpus.zip_archive(), "no text: the file is not what its name says"),
    ],
)
def test_page_tells_the_state_of_a_files_text(client, add_item, add_document, content, words):
    document = add_document("a.pdf", content)
    item = add_item(language="en", files=[document])
    html = " ".join(client.get(item.url).content.decode().split())
    assert words in html


def test_item_without_files_says_so(client, add_item):
    html = client.get(add_item(language="en", licence="rights-reserved").url).content.decode()
    assert "The library keeps the description only; the text is with the publisher." in html
    assert "all rights reserved, description only" in html


def test_demonstration_is_marked_with_the_notice_of_its_file(client, add_item, add_document):
    document = add_document("a.pdf", corpus.pdf("один"))
    item = add_item(is_demo=True, files=[document])
    ItemFile.objects.filter(page=item).update(notice="Это пересказ.")
    html = client.get(item.url).content.decode()
    assert len(re.findall(r'<p class="demo-mark">.*?Это пересказ\.</p>', html)) == 1


def test_retelling_is_not_taken_for_the_publication(client, add_item, add_document):
    document = add_document("a.pdf", corpus.pdf("пересказ"))
    item = add_item(files=[document])
    address = f"http://testserver{document.url}"
    html = client.get(item.url).content.decode()
    assert ("citation_pdf_url", address) in metas(html)
    assert "Текст : электронный" in html
    ItemFile.objects.filter(page=item).update(role="summary")
    html = client.get(item.url).content.decode()
    assert document.url in html
    assert [name for name, _content in metas(html) if name == "citation_pdf_url"] == []
    assert address not in html
    assert "Текст : непосредственный" in html


def test_file_of_a_closed_collection_is_not_shown(client, add_item, add_document):
    closed = Collection.get_first_root_node().add_child(name="Закрытая")
    open_file = add_document("open.pdf", corpus.pdf("можно"))
    secret = add_document("secret.pdf", corpus.pdf("тайна"), title="Тайна", collection=closed)
    item = add_item(files=[open_file, secret])
    assert secret.url in client.get(item.url).content.decode()
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    html = client.get(item.url).content.decode()
    assert open_file.url in html
    assert secret.url not in html
    assert "Тайна" not in html


def test_file_added_in_a_draft_is_not_linked(client, add_item, add_document):
    item = add_item(files=[add_document("a.pdf", corpus.pdf("один"))])
    draft_file = add_document("draft.pdf", corpus.pdf("черновик"))
    item.files.add(ItemFile(sort_order=1, document=draft_file))
    item.save_revision()
    assert draft_file.url not in client.get(item.url).content.decode()


def test_draft_is_not_found(client, add_item):
    assert client.get(add_item(live=False).get_url() or "/").status_code in {404, 302}


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_page_costs_the_same_for_any_number_of_authors_and_files(client, add_item, rows):
    documents = PortalDocumentFactory.create_batch(rows, extraction_state="done", page_count=1)
    item = add_item(authors=[(f"Фамилия{number}", "И.") for number in range(rows)], files=documents)
    for number, author in enumerate(item.authors.all()):
        author.organisation = OrganisationFactory(slug=f"body-{number}")
        author.save()
    assert PortalDocument.objects.filter(item_files__page=item).count() == rows
    client.get(item.url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(item.url)
    assert response.content.decode().count("Фамилия") >= rows
    assert len(queries) <= 13
