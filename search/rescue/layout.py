"""Words typed with the other keyboard layout switched on: «rkfcnth» for «кластер»."""

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)


def switched(chunk: str) -> str:
    """The same keys pressed in the other layout; empty where the chunk is of both or of neither.

    The chunk is what stands between blanks: some Russian letters share keys with punctuation.
    """
    small = chunk.lower()
    is_latin = any("a" <= letter <= "z" for letter in small)
    is_russian = any("а" <= letter <= "я" or letter == "ё" for letter in small)
    if is_latin == is_russian:
        return ""
    return chunk.translate(_TO_RUSSIAN if is_latin else _TO_ENGLISH)
