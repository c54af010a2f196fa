"""Who the items are about: how they are addressed, and how many family names there are.

Where a name comes from no rule can tell; that is left to who reads the items.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from question_bank.items import Item, all_texts

_WOMAN = re.compile(r"\bmevrouw\b", re.IGNORECASE)
_MAN = re.compile(r"\b(?:meneer|heer)\b", re.IGNORECASE)
_FAMILY_NAME = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]eneer|heer) ((?:(?:Van|De|Den|Der|Ter|Ten|El|de|den|der) )*[^\W\d_a-z][\w-]+)"
)


class Names(Struct, frozen=True):
    """How many items address a woman, a man, both or nobody by such a word; and how many family names they use."""

    women: int
    men: int
    both: int
    neither: int
    family_names: int
    most_in_items: int


def names(items: Sequence[Item]) -> Names:
    """Count the items by whom they address, and their family names by item."""
    texts = [" ".join(all_texts(item).values()) for item in items]
    addressed = Counter((_WOMAN.search(text) is not None, _MAN.search(text) is not None) for text in texts)
    used = Counter(name for text in texts for name in set(_FAMILY_NAME.findall(text)))
    return Names(
        women=addressed[True, False],
        men=addressed[False, True],
        both=addressed[True, True],
        neither=addressed[False, False],
        family_names=len(used),
        most_in_items=max(used.values(), default=0),
    )
