"""The guides say what the code does."""

from scripts import docs


def test_table_of_roles_is_the_one_of_the_code():
    text = docs.ROLES_GUIDE.read_text(encoding="utf-8")
    assert text == docs.with_table(text), "run: make docs"
