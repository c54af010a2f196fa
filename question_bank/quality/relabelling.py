"""Blind relabelling: a reader with the codebook but without the keys says which category each reply shows.

The labels stand in ``content/blind_labels/<exam>.csv`` (item, version, reply, digest, category). The digest is of the
text that was read: a reply that was reworded since is unread until somebody reads it again. Agreement is Cohen's kappa
(Cohen 1960) between that label and the author's intended category.
"""

import csv
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from question_bank.bank import CONTENT
from question_bank.codebook import are_professional
from question_bank.items import Item, Reply
from question_bank.variables import without_variables

BLIND_LABELS = CONTENT / "blind_labels"
DIGEST_LENGTH = 12


class Label(Struct, frozen=True):
    """What the reader said of one reply, beside the item it stands in."""

    item: Item
    reply: Reply
    said: str

    @property
    def agrees(self) -> bool:
        """Say whether the reader named one of the categories the author declared."""
        return self.said in self.reply.codes

    @property
    def same_side(self) -> bool:
        """Say whether reader and author agree on professional or not."""
        return are_professional(frozenset((self.said,))) is are_professional(self.reply.codes)


class Agreement(Struct, frozen=True):
    """How far reader and author agree over some replies; kappa is None where there is nothing to tell apart."""

    name: str
    replies: int
    agreed: float
    same_side: float
    kappa: float | None


def all_labels(items: Sequence[Item], folder: Path = BLIND_LABELS) -> list[Label]:
    """Read the labels of replies that still read as they did; of a reply that was read twice, the later one."""
    replies = {
        (item.id, str(item.version), reply.id, text_digest(reply.text)): (item, reply)
        for item in items
        for reply in item.replies
    }
    labels = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                read = row["item"], row["version"], row["reply"], row["digest"]
                if read in replies:
                    labels[read] = Label(*replies[read], row["category"])
    return list(labels.values())


def text_digest(text: str) -> str:
    """Return what tells one wording of a reply from another; line breaks and variables make no difference."""
    return hashlib.sha256(" ".join(without_variables(text).split()).encode()).hexdigest()[:DIGEST_LENGTH]


def agreements(labels: Sequence[Label]) -> Iterator[Agreement]:
    """Give the agreement over all labels, per format and per intended category."""
    if not labels:
        return
    yield agreement("all", labels)
    groups: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        groups[label.item.kind].append(label)
    yield from (agreement(name, groups[name]) for name in sorted(groups))
    for code in sorted({label.reply.category for label in labels}):
        of_code = [label for label in labels if label.reply.category == code]
        # Within one category there is nothing to tell apart, so kappa is on this category against all others.
        against = [(str(label.reply.category == code), str(label.said == code)) for label in labels]
        yield replace(agreement(code, of_code), kappa=cohens_kappa(against))


def agreement(name: str, labels: Sequence[Label]) -> Agreement:
    """Compare the labels of some replies."""
    count = len(labels)
    return Agreement(
        name,
        count,
        sum(label.agrees for label in labels) / count,
        sum(label.same_side for label in labels) / count,
        cohens_kappa([(label.reply.category, label.said) for label in labels]),
    )


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return the agreement of two readers beyond chance, between -1 and 1; None when chance explains it all."""
    count = len(pairs)
    observed = sum(one == other for one, other in pairs) / count
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[code] * others[code] for code in ones) / count**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def disagreements(labels: Sequence[Label]) -> list[Label]:
    """List the replies whose label is none of the declared categories."""
    return [label for label in labels if not label.agrees]


def blind_sheet(items: Sequence[Item], *, seed: int, read: Sequence[Label] = ()) -> list[Mapping[str, Any]]:
    """Return what a blind reader gets: incident and replies, without key, category or explanation, in a drawn order.

    Replies with a label that still counts are left out when those labels are given.
    """
    drawn = random.Random(seed)  # noqa: S311  A reading order is no secret.
    known = {(label.item.id, label.reply.id) for label in read}
    unread = {item.id: [reply for reply in item.replies if (item.id, reply.id) not in known] for item in items}
    items = [item for item in items if unread[item.id]]
    drawn.shuffle(items)
    return [
        {
            "item": item.id,
            "version": item.version,
            "role": item.scenario.role,
            "fact": item.scenario.fact,
            "text": item.scenario.text,
            "quote": item.scenario.quote,
            "dialogue": [f"{turn.speaker}: {turn.text}" for turn in item.scenario.dialogue],
            "replies": {reply.id: reply.text for reply in drawn.sample(unread[item.id], len(unread[item.id]))},
        }
        for item in items
    ]
