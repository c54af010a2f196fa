"""The immutable model of a question: scenario, replies, key and everything a blueprint selects by."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

KindName = Literal[
    "best_answer",
    "most_least",
    "rate_replies",
    "rank_replies",
    "recognise_category",
    "next_step",
    "written_reply",
]
Domain = Literal["zoeken", "reparatie", "renovatie", "zav", "overlast", "huurprijs", "achterstand", "oplevering"]
Channel = Literal["telefoon", "email", "deur", "balie", "chat"]
Situation = Literal["reactief", "proactief"]
Difficulty = Literal[1, 2, 3]
Speaker = Literal["huurder", "medewerker"]

Text = Annotated[str, Meta(min_length=1)]
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SOURCE_PATTERN = r"^[AB]:\d+([-–]\d+)?([,;] ?([AB]:)?\d+([-–]\d+)?)*$"
Slug = Annotated[str, Meta(pattern=SLUG_PATTERN)]
Source = Annotated[str, Meta(pattern=SOURCE_PATTERN)]

# The shape of the key differs per kind: a reply id or category code, the replies in order,
# or a mapping (reply id to rating; "most" and "least" to a reply id).
Key = str | tuple[str, ...] | dict[str, str | int]


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that was said earlier in the conversation."""

    speaker: Speaker
    text: Text


class Scenario(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The incident a candidate reads before the question."""

    role: Text
    text: Text
    fact: Text | None = None
    quote: Text | None = None
    dialogue: tuple[Turn, ...] = ()


class Reply(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One utterance of an employee, with the response categories its author intended."""

    id: Annotated[str, Meta(pattern=r"^[a-z]$")]
    text: Text
    category: str
    explanation: Text
    also: tuple[str, ...] = ()
    remark: Text | None = None
    """Why the category stands where a blind reader named another; for authors only."""

    @property
    def codes(self) -> frozenset[str]:
        """All categories this reply shows: the intended one and the declared further ones."""
        return frozenset((self.category, *self.also))


class CategoryOption(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A category a candidate may recognise in what a colleague says."""

    category: str
    explanation: Text


class Criterion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the rubric of a written reply; levels describe each number of points."""

    criterion: Text
    max: Annotated[int, Meta(ge=1, le=10)]
    levels: dict[int, Text] = {}


class Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of a question; a changed text or key is a new version, never an edit."""

    id: Slug
    version: Annotated[int, Meta(ge=1)]
    family: Slug
    exam: Slug
    kind: KindName
    category: str
    domain: Domain
    channel: Channel
    situation: Situation
    difficulty: Difficulty
    source: Source
    scenario: Scenario
    question: Text
    replies: tuple[Reply, ...] = ()
    options: tuple[CategoryOption, ...] = ()
    key: Key | None = None
    rubric: tuple[Criterion, ...] = ()
    model_answers: tuple[Text, ...] = ()
    marking_notes: Text | None = None
    boundary_rule: Annotated[int, Meta(ge=1, le=17)] | None = None
    enemies: tuple[Slug, ...] = ()
    valid_until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Say whether the facts in this item still hold on the given day."""
        return self.valid_until is None or day <= self.valid_until


def is_numbered(item_id: str, family: str) -> bool:
    """Say whether an id is that of the family and a number."""
    head, _, number = item_id.rpartition("-")
    return head == family and number.isascii() and number.isdigit()


def all_texts(item: Item) -> Mapping[tuple[str | int, ...], str]:
    """Return every text of the item that a candidate reads, by its path in the item."""
    scenario = item.scenario
    texts: dict[tuple[str | int, ...], str | None] = {
        ("scenario", "role"): scenario.role,
        ("scenario", "fact"): scenario.fact,
        ("scenario", "text"): scenario.text,
        ("scenario", "quote"): scenario.quote,
        ("question",): item.question,
    }
    texts |= {("scenario", "dialogue", n, "text"): t.text for n, t in enumerate(scenario.dialogue)}
    texts |= {("replies", n, "text"): reply.text for n, reply in enumerate(item.replies)}
    return {path: text for path, text in texts.items() if text is not None}


def authored_texts(item: Item) -> Mapping[tuple[str | int, ...], str]:
    """Return every text that somebody wrote for the item, by its path: also what is read after answering."""
    texts: dict[tuple[str | int, ...], str | None] = {**all_texts(item), ("marking_notes",): item.marking_notes}
    for n, reply in enumerate(item.replies):
        texts |= {("replies", n, "explanation"): reply.explanation, ("replies", n, "remark"): reply.remark}
    texts |= {("options", n, "explanation"): option.explanation for n, option in enumerate(item.options)}
    texts |= {("model_answers", n): text for n, text in enumerate(item.model_answers)}
    for n, line in enumerate(item.rubric):
        texts[("rubric", n, "criterion")] = line.criterion
        texts |= {("rubric", n, "levels", level): text for level, text in line.levels.items()}
    return {path: text for path, text in texts.items() if text is not None}
