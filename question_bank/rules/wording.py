"""Words as people count and compare them: lower case, without punctuation or accents."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[0-9a-z]+(?:['’-][0-9a-z]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’]?\s+")


def words(text: str) -> list[str]:
    """Split a text into comparable words."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    return [sentence for sentence in _SENTENCE_END.split(text) if words(sentence)]


def runs(sequence: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Yield every run of this many words that follow each other."""
    return (tuple(sequence[start : start + length]) for start in range(len(sequence) - length + 1))


def longest_shared_run(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return the longest run of words two texts share."""
    best_length = best_end = 0
    previous = [0] * (len(other) + 1)
    for row, word in enumerate(one, start=1):
        current = [0] * (len(other) + 1)
        for column, candidate in enumerate(other, start=1):
            if word == candidate:
                current[column] = previous[column - 1] + 1
                if current[column] > best_length:
                    best_length, best_end = current[column], row
        previous = current
    return list(one[best_end - best_length : best_end])
