import pytest

from library.extraction.encoding import decode

TEXT = "Кластерная политика: опыт регионов, оценка и её итоги. Cluster policy, 2012."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_russian_text_is_read_in_each_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_capital_letters_do_not_mislead():
    assert decode(TEXT.upper().encode("cp1251")) == TEXT.upper()


@pytest.mark.parametrize("encoding", ["gb18030", "cp1253", "latin-1"])
def test_other_encodings_are_not_guessed(encoding):
    text = {
        "gb18030": "集群政策与区域创新体系的发展",
        "cp1253": "Η πολιτική συστάδων και η περιφερειακή ανάπτυξη",
        "latin-1": "Élève à l'école où l'été a été très agréable, déjà vu, naïveté",
    }[encoding]
    assert decode(text.encode(encoding)) is None


def test_plain_ascii_is_utf8():
    assert decode(b"cluster") == "cluster"
