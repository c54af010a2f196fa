"""The rule that no sentence of the source articles returns; it runs only where the articles are at hand."""

import re
from collections.abc import Iterator, Sequence

from question_bank.items import Item, all_texts
from question_bank.kinds.flaw import Flaw, Path
from question_bank.rules.wording import longest_shared_run, runs, words

LONGEST_SHARED_RUN = 6

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}")


class Articles:
    """The word runs and the names of the articles."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._sequences = [words(text) for text in texts]
        self._runs = {run for text in self._sequences for run in runs(text, LONGEST_SHARED_RUN + 1)}
        lower = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
        named = {name.lower() for text in texts for name in _NAME.findall(text)}
        self._names = named - lower

    def flaws(self, item: Item) -> Iterator[Flaw]:
        """Find texts of an item, read by candidates or by authors, that repeat an article."""
        texts: dict[Path, str] = dict(all_texts(item))
        for group in ("replies", "options"):
            for number, part in enumerate(getattr(item, group)):
                texts[(group, number, "explanation")] = part.explanation
        for path, text in texts.items():
            for sentence in self.repeats(text):
                yield Flaw(path, sentence)

    def repeats(self, text: str) -> Iterator[str]:
        """Say in a sentence what a text takes from an article, if anything."""
        sequence = words(text)
        if self._runs.intersection(runs(sequence, LONGEST_SHARED_RUN + 1)):
            shared = (longest_shared_run(sequence, article) for article in self._sequences)
            longest = max(shared, key=len)
            yield f"Deze tekst deelt {len(longest)} woorden op rij met een artikel: '{' '.join(longest)}'."
        for name in sorted(self._names.intersection(sequence)):
            yield f"De naam '{name}' komt uit een artikel. Laat hem weg."
