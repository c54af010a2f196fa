"""How the list of items is narrowed and ordered: the filters of the address, and what they mean."""

from collections.abc import Callable, Mapping
from typing import Any

from proeve.core.scope import Scope
from proeve.web.trainer.question_words import LABELS as OF_QUESTIONS
from proeve.web.trainer.question_words import Field, attributes_asked, question_fields
from proeve.web.workshop.bank_lines import BankLine
from proeve.web.workshop.state_words import STATES
from proeve.workshop.browsing import BankFilter
from question_bank.attribute_words import SITUATIONS

LABELS = OF_QUESTIONS | {
    "situatie": "Wie begint",
    "staat": "Staat",
    "gegeven": "Hoe vaak gegeven",
    "van": "Geschreven door",
}
SHARES: Mapping[str, tuple[str, float, float]] = {
    "nooit": ("Nog niet gegeven", 0.0, 0.0),
    "weinig": ("Op minder dan 5 % van de toetsen", 0.0, 0.05),
    "gewoon": ("Op 5 tot 15 % van de toetsen", 0.05, 0.15),
    "vaak": ("Op 15 % van de toetsen of meer", 0.15, 1.01),
}
"""The bands of exposure: words, at least this share, and less than that one."""
MINE = "mij"

ORDERS: Mapping[str, Callable[[BankLine], Any]] = {
    "vraag": lambda line: (line.row.exam, line.row.item_id),
    "reactie": lambda line: line.words["category"],
    "niveau": lambda line: line.level,
    "staat": lambda line: list(STATES).index(line.row.state),
    "gegeven": lambda line: line.share,
}


def bank_filter(query: Mapping[str, str]) -> BankFilter:
    """Return what the filters of the address mean, but for exposure and authors."""
    return BankFilter(**attributes_asked(query), situation=query.get("situatie", ""), state=query.get("staat", ""))


def is_meant(line: BankLine, query: Mapping[str, str], scope: Scope) -> bool:
    """Say whether a line stays with the filters that the workshop itself does not know."""
    if query.get("van") == MINE and not (line.row.draft and scope.person_id in line.row.draft.writer_ids):
        return False
    if query.get("gegeven") not in SHARES:
        return True
    _, least, below = SHARES[query["gegeven"]]
    return line.times == 0 if below == 0.0 else line.times > 0 and least <= line.share < below


def in_order(lines: list[BankLine], sort: str) -> list[BankLine]:
    """Return the lines in the order asked for, by id among equals."""
    lines = sorted(lines, key=ORDERS["vraag"])
    order = ORDERS.get(sort.removeprefix("-"))
    return sorted(lines, key=order, reverse=sort.startswith("-")) if order else lines


def bank_fields(query: Mapping[str, str], exams: Mapping[str, str]) -> list[Field]:
    """Return the choices above the table as (name, label, options, value)."""
    options: dict[str, tuple[str, Mapping[str, str]]] = {
        "situatie": ("Allebei", SITUATIONS),
        "staat": ("Alle staten", {code: state.words for code, state in STATES.items()}),
        "gegeven": ("Maakt niet uit", {code: words for code, (words, _, _) in SHARES.items()}),
        "van": ("Iedereen", {MINE: "Mijzelf (concepten)"}),
    }
    return [
        *question_fields(query, exams),
        *(
            (name, LABELS[name], [("", everything), *values.items()], query.get(name, ""))
            for name, (everything, values) in options.items()
        ),
    ]
