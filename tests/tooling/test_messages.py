"""The script that keeps the Russian catalogue."""

import json

import polib
import pytest

from scripts import messages


def entry(msgid, msgstr="", **fields):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **fields)


def catalogue(*entries):
    made = polib.POFile()
    made.extend(entries)
    return made


def test_fragments_give_plain_plural_and_contextual_texts(tmp_path):
    fragment = tmp_path / "one.json"
    fragment.write_text(
        json.dumps({"Act": "Акт", "%(n)s act": ["%(n)s акт", "%(n)s акта", "%(n)s актов"]})
    )
    other = tmp_path / "two.json"
    other.write_text(json.dumps({"month\u0004May": "май", "Act": "Документ"}))
    texts, complaints = messages.read_fragments([fragment, other])
    assert texts == {
        ("", "Act"): "Акт",
        ("", "%(n)s act"): ["%(n)s акт", "%(n)s акта", "%(n)s актов"],
        ("month", "May"): "май",
    }
    assert complaints == ["two.json: 'Act' is 'Документ' here, 'Акт' before"]


def test_catalogue_has_exactly_the_texts_of_the_code():
    extracted = catalogue(entry("Topic"), entry("%(n)s act", msgid_plural="%(n)s acts"))
    known = {
        ("", "Topic"): "Тема",
        ("", "Gone"): "Нет",
        ("", "%(n)s act"): ["%(n)s акт", "%(n)s акта", "%(n)s актов"],
    }
    built = messages.build(extracted, known)
    assert [item.msgid for item in built] == ["%(n)s act", "Topic"]
    assert messages.problems(built) == []
    assert built.find("%(n)s act").msgstr_plural == {
        0: "%(n)s акт",
        1: "%(n)s акта",
        2: "%(n)s актов",
    }


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (entry("Act"), "no translation: 'Act'"),
        (entry("Act", "Акт", flags=["fuzzy"]), "not in use or unsure: 'Act'"),
        (entry("%(name)s left", "%(nom)s вышел"), "placeholders differ: '%(name)s left'"),
        (
            entry("one", msgid_plural="many", msgstr_plural={0: "один", 1: "два"}),
            "no translation: 'one'",
        ),
    ],
)
def test_problems_are_named(wrong, problem):
    assert messages.problems(catalogue(wrong)) == [problem]
