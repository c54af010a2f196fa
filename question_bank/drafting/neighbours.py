"""The other items of the bank, made ready so that a draft is compared with all of them at every pause in typing."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from question_bank.flaw import Flaw, Place
from question_bank.items import Item, is_numbered
from question_bank.rules.relations import LONGEST_SHARED_RUN, compared_texts
from question_bank.rules.wording import longest_shared_run, runs, words

FACT: Place = ("scenario", "fact")
MOST_TEXTS = 20_000
"""More than a bank holds: when one item changes, those of all others are still at hand."""


Version = tuple[str, int]


class Neighbours:
    """The runs of words of each item, by version, and what items refer to each other by.

    `leaked` are versions that nothing may copy either, a next version of the same item no more than another item; no
    item refers to them any more.
    """

    def __init__(self, items: Iterable[Item], leaked: Iterable[Item] = ()) -> None:
        self.items: Mapping[str, Item] = {item.id: item for item in items}
        self.exams: dict[str, str] = {}
        self._versions: dict[Version, Item] = {}
        self._holders: dict[int, list[tuple[Version, Place]]] = {}
        for item in self.items.values():
            self.exams.setdefault(item.family, item.exam)
        gone = tuple(leaked)
        self._leaked = {(item.id, item.version) for item in gone}
        for item in (*self.items.values(), *gone):
            version = item.id, item.version
            self._versions[version] = item
            for place, text in compared_texts(item).items():
                for run in _run_hashes(text):
                    self._holders.setdefault(run, []).append((version, place))

    def copies(self, item: Item) -> Iterator[Flaw]:
        """Refuse a text that shares more than eight words in a row with another item.

        A policy fact may return within its own family.
        """
        for place, text in compared_texts(item).items():
            sequence = words(text)
            touched = {
                holder
                for run in _run_hashes(text)
                for holder in self._holders.get(run, ())
                if not self._is_own(item, place, holder)
            }
            shared = {holder: self._shared_run(sequence, holder) for holder in sorted(touched, key=str)}
            other = max(shared, key=lambda holder: len(shared[holder]), default=None)
            if other is not None and len(shared[other]) > LONGEST_SHARED_RUN:
                name = f"{other[0][0]}{' (uitgelekt)' if other[0] in self._leaked else ''}"
                run_words = f"{len(shared[other])} woorden op rij met {name}: '{' '.join(shared[other])}'"
                yield Flaw(place, f"Deze tekst deelt {run_words}. Schrijf hem anders.")

    def relations(self, item: Item) -> Iterator[Flaw]:
        """Demand an id of the family and a number, a family of one exam, and enemies that are other items of it."""
        if not is_numbered(item.id, item.family):
            yield Flaw(("id",), f"Noem deze vraag {item.family}-1, -2 enzovoort, naar de familie.")
        if self.exams.get(item.family, item.exam) != item.exam:
            yield Flaw(("family",), f"De familie {item.family} staat al bij een andere toets. Kies een andere naam.")
        for number, enemy in enumerate(item.enemies):
            other = self.items.get(enemy)
            if enemy == item.id or other is None or other.exam != item.exam:
                sentence = f"{enemy} is geen andere vraag van deze toets. Verbeter of verwijder dit kenmerk."
                yield Flaw(("enemies", number), sentence)

    def _is_own(self, item: Item, place: Place, holder: tuple[Version, Place]) -> bool:
        """Say whether a place is one of the item itself that did not leak, or the policy fact of its family."""
        other, other_place = self._versions[holder[0]], holder[1]
        is_itself = other.id == item.id and holder[0] not in self._leaked
        return is_itself or (other.family == item.family and place == other_place == FACT)

    def _shared_run(self, sequence: list[str], holder: tuple[Version, Place]) -> list[str]:
        return longest_shared_run(sequence, words(compared_texts(self._versions[holder[0]])[holder[1]]))


@lru_cache(MOST_TEXTS)
def _run_hashes(text: str) -> tuple[int, ...]:
    """Return the hashes of the runs of words in a text: small, and what they find is compared word by word."""
    return tuple(map(hash, runs(words(text), LONGEST_SHARED_RUN + 1)))
