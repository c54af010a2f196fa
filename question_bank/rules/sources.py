"""The rule that no sentence of the source articles returns; it runs only where the articles are at hand."""

import re
from collections.abc import Iterator, Mapping, Sequence

from question_bank.flaw import Flaw, Place
from question_bank.items import Item, authored_texts
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

    def item_flaws(self, item: Item) -> Iterator[Flaw]:
        """Find texts of an item, read by candidates or only by authors, that repeat an article."""
        return self.flaws(authored_texts(item))

    def flaws(self, texts: Mapping[Place, str]) -> Iterator[Flaw]:
        """Find texts that share a run of words or a name with an article."""
        for place, text in texts.items():
            sequence = words(text)
            if self._runs.intersection(runs(sequence, LONGEST_SHARED_RUN + 1)):
                shared = (longest_shared_run(sequence, article) for article in self._sequences)
                run = max(shared, key=len)
                yield Flaw(place, f"Deze tekst deelt {len(run)} woorden op rij met een artikel: '{' '.join(run)}'.")
            for name in sorted(self._names.intersection(sequence)):
                yield Flaw(place, f"De naam '{name}' komt uit een artikel. Laat hem weg.")
