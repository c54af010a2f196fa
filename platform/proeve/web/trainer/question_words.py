"""What questions are called by: the Dutch words for their attributes, and the filters over them."""

from collections.abc import Mapping
from dataclasses import dataclass

from proeve.reporting.questions import QuestionFilter
from proeve.web.listing import Listing
from question_bank.attribute_words import CHANNELS, DOMAINS, FORMATS, LEVELS, SITUATIONS
from question_bank.codebook import all_categories, find_category
from question_bank.items import Item

LABELS = {
    "zoek": "Zoekwoorden",
    "toets": "Toets",
    "vorm": "Vraagvorm",
    "onderwerp": "Onderwerp",
    "reactie": "Reactie",
    "kanaal": "Kanaal",
    "niveau": "Niveau",
}
"""The filters of the address, with the words above the table."""

ATTRIBUTES = {
    "exam": "toets",
    "kind": "vorm",
    "domain": "onderwerp",
    "category": "reactie",
    "channel": "kanaal",
    "difficulty": "niveau",
    "text": "zoek",
}
"""What each filter of the address is about."""

Field = tuple[str, str, list[tuple[str, str]], str]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The attributes of a question in words."""

    exam: str
    format: str
    domain: str
    category: str
    channel: str
    level: str
    situation: str


def question_words(item: Item, exams: Mapping[str, str]) -> QuestionWords:
    """Return the attributes of a question in words; `exams` holds the titles by slug."""
    return QuestionWords(
        exam=exams.get(item.exam, item.exam),
        format=FORMATS[item.kind],
        domain=DOMAINS[item.domain],
        category=find_category(item.category).name,
        channel=CHANNELS[item.channel],
        level=LEVELS[str(item.difficulty)],
        situation=SITUATIONS[item.situation],
    )


def question_filter(query: Mapping[str, str]) -> QuestionFilter:
    """Return what the filters of the address mean."""
    return QuestionFilter(**attributes_asked(query))


def attributes_asked(query: Mapping[str, str]) -> dict[str, str]:
    """Return what the address asks of each attribute of a question, by the attribute's name in a filter."""
    return {attribute: query.get(name, "") for attribute, name in ATTRIBUTES.items()}


def question_fields(query: Mapping[str, str], exams: Mapping[str, str]) -> list[Field]:
    """Return the choices above the table as (name, label, options, value)."""
    categories = {category.code: category.name for category in all_categories()}
    options: dict[str, tuple[str, Mapping[str, str]]] = {
        "toets": ("Alle toetsen", exams),
        "vorm": ("Alle vormen", FORMATS),
        "onderwerp": ("Alle onderwerpen", DOMAINS),
        "reactie": ("Alle reacties", categories),
        "kanaal": ("Alle kanalen", CHANNELS),
        "niveau": ("Alle niveaus", LEVELS),
    }
    return [
        (name, LABELS[name], [("", everything), *values.items()], query.get(name, ""))
        for name, (everything, values) in options.items()
    ]


def filters_in_words(fields: list[Field], listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    said = {name: dict(options) for name, _, options, _ in fields}
    return [
        (LABELS[name], said.get(name, {}).get(value, value), listing.link_without(name))
        for name, value in listing.query.items()
    ]
