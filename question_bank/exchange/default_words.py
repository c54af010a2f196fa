"""Variables on their way to systems that know none: shown in the default words, marked with their name, found again."""

from collections.abc import Iterator, Sequence

from question_bank.exchange.carried import Loss
from question_bank.items import Item
from question_bank.variables import DEFAULTS, variables_of, with_capital

SHOWN = (
    "Sommige woorden verschillen per corporatie. In dit bestand staat: {words}. "
    "Pas die woorden in het andere systeem aan."
)


def shown_words(items: Sequence[Item]) -> Iterator[Loss]:
    """Say once that a file holds one wording for everybody, when its questions have variables."""
    names = frozenset[str]().union(*map(variables_of, items))
    if words := [default for name, default in DEFAULTS.items() if name in names]:
        yield Loss("", "invulwoorden", SHOWN.format(words=", ".join(words)))


def as_written(name: str, words: str) -> str:
    """Return a marked variable between braces again, or the words as they are when somebody changed them."""
    default = DEFAULTS.get(name)
    is_unchanged = default is not None and words in {default, with_capital(default)}
    return f"{{{name}}}" if is_unchanged else words
