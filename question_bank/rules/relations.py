"""Rules between items: names that fit, enemies that exist, and no near-copies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from question_bank.flaw import Flaw, Place
from question_bank.items import Item, authored_texts, is_numbered
from question_bank.rules.wording import longest_shared_run, runs, words

# More than eight words in a row that two items share make one cue the other.
LONGEST_SHARED_RUN = 8

Passage = tuple[int, Place]


def compared_texts(item: Item) -> Mapping[Place, str]:
    """Return the texts that may not return in another item.

    The question, the role, the lines of a rubric and the remarks are alike by nature.
    """
    return {
        place: text
        for place, text in authored_texts(item).items()
        if place not in (("question",), ("scenario", "role")) and place[0] != "rubric" and place[-1] != "remark"
    }


def names_follow_the_family(items: Sequence[Item]) -> Iterator[tuple[Item, Flaw]]:
    """Demand ids of the family and a number, and families that live in one exam."""
    exams: dict[str, str] = {}
    for item in items:
        if not is_numbered(item.id, item.family):
            yield item, Flaw(("id",), f"Noem deze vraag {item.family}-1, -2 enzovoort, naar de familie.")
        if exams.setdefault(item.family, item.exam) != item.exam:
            yield item, Flaw(("id",), f"De familie {item.family} staat al bij een andere toets. Kies een andere naam.")


def enemies_exist(items: Sequence[Item]) -> Iterator[tuple[Item, Flaw]]:
    """Demand that an enemy is another item of the same exam."""
    exams = {item.id: item.exam for item in items}
    for item in items:
        for number, enemy in enumerate(item.enemies):
            if enemy == item.id or exams.get(enemy) != item.exam:
                sentence = f"{enemy} is geen andere vraag van deze toets. Verbeter of verwijder dit kenmerk."
                yield item, Flaw(("enemies", number), sentence)


def replies_are_not_copied(items: Sequence[Item]) -> Iterator[tuple[Item, Flaw]]:
    """Refuse items that share a long run of words; a policy fact may return within its own family."""
    texts = {
        (number, path): words(text) for number, item in enumerate(items) for path, text in compared_texts(item).items()
    }
    reported: set[frozenset[int]] = set()
    for one, other in _overlapping(texts):
        first, second = items[one[0]], items[other[0]]
        if first.family == second.family and one[1] == other[1] == ("scenario", "fact"):
            continue
        if (pair := frozenset({one[0], other[0]})) in reported:
            continue
        reported.add(pair)
        run = longest_shared_run(texts[one], texts[other])
        sentence = f"Deze tekst deelt {len(run)} woorden op rij met {first.id}: '{' '.join(run)}'. Schrijf hem anders."
        yield second, Flaw(other[1], sentence)


def _overlapping(texts: dict[Passage, list[str]]) -> Iterator[tuple[Passage, Passage]]:
    holders: defaultdict[tuple[str, ...], dict[Passage, None]] = defaultdict(dict)
    for place, sequence in texts.items():
        for run in runs(sequence, LONGEST_SHARED_RUN + 1):
            holders[run][place] = None
    found = {
        (one, other): None
        for places in holders.values()
        for one, other in combinations(places, 2)
        if one[0] != other[0]
    }
    return iter(found)
