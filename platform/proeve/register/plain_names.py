"""Names in plain letters, as somebody types them who lacks the keys for the others."""

from proeve.people.names import fold


def plain_words(name: str) -> list[str]:
    """Return the words of a name in small letters without accents; hyphens and apostrophes divide words."""
    return "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
