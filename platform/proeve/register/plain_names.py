"""Names in plain letters, as somebody types them who lacks the keys for the others."""

from proeve.people.names import fold

UNSPLIT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and its accent."""


def plain_words(name: str) -> list[str]:
    """Return the words of a name in small letters without accents; hyphens and apostrophes divide words."""
    letters = fold(name).translate(UNSPLIT)
    return "".join(letter if letter.isalnum() else " " for letter in letters).split()
