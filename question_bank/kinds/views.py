"""What an item turns into for others: the page of the exam, the decisions of a profile, the review afterwards."""

from msgspec import Struct

from question_bank.codebook import are_professional, find_category
from question_bank.items import KindName, Reply, Turn


class PresentedOption(Struct, frozen=True):
    """A reply or category as the candidate sees it."""

    text: str


class Presented(Struct, frozen=True):
    """All a candidate may see of an item: no key, category, explanation or author id."""

    kind: KindName
    channel: str
    role: str
    fact: str | None
    text: str
    quote: str | None
    dialogue: tuple[Turn, ...]
    question: str
    options: tuple[PresentedOption, ...]


class Decision(Struct, frozen=True):
    """One moment where the candidate could show a category: ``right`` by the key, ``endorsed`` by the candidate."""

    category: str
    right: bool
    endorsed: bool
    recognised: bool = False


class ExplainedReply(Struct, frozen=True):
    """One reply on a review page; ``keyed`` and ``chosen`` are Dutch labels, None when there is nothing to say."""

    text: str
    category: str
    category_name: str
    professional: bool
    explanation: str
    keyed: str | None
    chosen: str | None


class Explained(Struct, frozen=True):
    """An item after the exam: what was keyed, what was chosen, and why, in the candidate's order."""

    item: str
    version: int
    replies: tuple[ExplainedReply, ...]
    remark: str | None = None


def explained_reply(reply: Reply, keyed: str | None, chosen: str | None) -> ExplainedReply:
    """Lay a reply beside what the key and the candidate said about it."""
    return ExplainedReply(
        text=reply.text,
        category=reply.category,
        category_name=find_category(reply.category).name,
        professional=are_professional(reply.codes),
        explanation=reply.explanation,
        keyed=keyed,
        chosen=chosen,
    )
