"""Everything that can be said about a draft at any moment: quickly, and however incomplete it is."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from question_bank.drafting.hints import early_hints, hints
from question_bank.drafting.lenient import Lenient
from question_bank.drafting.missing import missing_fields
from question_bank.drafting.neighbours import Neighbours
from question_bank.drafting.shapes import misshapen_fields
from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.rules import ITEM_RULES, ItemRule, texts
from question_bank.usability import explained, unusable
from question_bank.variables import unknown_variables

TEXT_RULES: tuple[ItemRule, ...] = (
    texts.incident_is_short,
    texts.ageing_facts_have_an_end,
    texts.texts_are_plain,
    texts.explanations_are_short,
    texts.tenants_are_tenants,
    texts.sentences_are_short,
    texts.replies_are_equally_long,
    unknown_variables,
)
"""The rules that need no key and no categories."""


def draft_flaws(draft: Mapping[str, Any], neighbours: Neighbours | None = None) -> list[Flaw]:
    """Find what is missing, wrong or doubtful in a draft in the shape of an item's YAML.

    Without problems (warnings may remain) the draft is an item that keeps all rules of the bank.
    """
    incomplete = [*missing_fields(draft), *misshapen_fields(draft)]
    found = [*incomplete, *_rule_flaws(draft, neighbours, is_complete=not incomplete)]
    # Two ways to the same conclusion are told once.
    told = {(flaw.place, flaw.sentence): flaw for flaw in found}
    return list(told.values())


def draft_item(draft: Mapping[str, Any]) -> Item:
    """Return the item that a draft without problems is; raise msgspec.ValidationError for another."""
    return msgspec.convert(draft, Item, str_keys=True)


def _rule_flaws(draft: Mapping[str, Any], neighbours: Neighbours | None, *, is_complete: bool) -> Iterator[Flaw]:
    lenient = Lenient(draft)
    if neighbours is not None:
        yield from map(lenient.in_draft, neighbours.copies(lenient.item))
    if is_complete:
        try:
            item = draft_item(draft)
        except msgspec.ValidationError as error:
            yield Flaw(*explained(error))
        else:
            yield from _item_flaws(item, neighbours)
            return
    for rule in TEXT_RULES:
        if rule is not texts.sentences_are_short or _has_sentences(lenient.item):
            yield from map(lenient.in_draft, rule(lenient.item))
    yield from map(lenient.in_draft, early_hints(lenient.item))


def _item_flaws(item: Item, neighbours: Neighbours | None) -> Iterator[Flaw]:
    flaws = list(unusable(item))
    yield from flaws
    if neighbours is not None:
        yield from neighbours.relations(item)
    if any(flaw.severity == "problem" for flaw in flaws):
        return
    for rule in ITEM_RULES:
        yield from rule(item)
    yield from hints(item)


def _has_sentences(item: Item) -> bool:
    return bool(item.scenario.role or item.scenario.text or item.question or item.replies)
