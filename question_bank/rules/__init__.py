"""The rules a question must keep that a program can check, one file per concern."""

from collections.abc import Callable, Iterator, Sequence

from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.rules import keys, relations, texts
from question_bank.variables import unknown_variables

ItemRule = Callable[[Item], Iterator[Flaw]]
BankRule = Callable[[Sequence[Item]], Iterator[tuple[Item, Flaw]]]

ITEM_RULES: tuple[ItemRule, ...] = (
    keys.primary_category,
    keys.best_is_professional,
    keys.fact_against_feeling,
    keys.ratings_follow_categories,
    keys.ranking_follows_categories,
    texts.incident_is_short,
    texts.replies_are_equally_long,
    texts.ageing_facts_have_an_end,
    texts.marking_notes_name_real_caps,
    texts.texts_are_plain,
    texts.sentences_are_short,
    texts.explanations_are_short,
    texts.tenants_are_tenants,
    unknown_variables,
)
BANK_RULES: tuple[BankRule, ...] = (
    relations.names_follow_the_family,
    relations.enemies_exist,
    relations.replies_are_not_copied,
)
