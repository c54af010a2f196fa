"""What questions from a file would do: become new drafts, next versions, or nothing because they are here already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.blueprints import all_blueprints
from proeve.exams.item_versions import ItemVersion, item_of
from proeve.workshop.drafts import ItemDraft, all_drafts
from proeve.workshop.question_files.arriving import Arrived
from proeve.workshop.question_files.uploads import Outcome, QuestionUpload, UploadState
from proeve.workshop.writing import FAMILY, LONGEST_FAMILY
from question_bank.differences import differences
from question_bank.drafting import draft_flaws
from question_bank.drafting.document import document_of
from question_bank.items import Item, KindName

Row = dict[str, Any]

DRAFT_EXISTS = "Iemand schrijft al aan een volgende versie van deze vraag. Werk dat concept eerst af."
TWICE = "Deze vraag staat vaker in het bestand. Alleen de eerste telt."
NO_KIND = "De vraagvorm ontbreekt. Vul die in het bestand in."
NO_EXAM = "De toets ontbreekt of bestaat hier niet. Kies bij het uploaden een toets."
NO_FAMILY = "De casusfamilie ontbreekt. Vul bij het uploaden een casusfamilie in, zoals kw-lekkende-kraan."
BAD_FAMILY = "De casusfamilie mag alleen kleine letters, cijfers en streepjes hebben, zoals kw-lekkende-kraan."
OTHER_EXAM = "Deze casusfamilie hoort bij een andere toets. Geef de vraag een andere casusfamilie."
SAME_DRAFT = "Staat al zo in een concept."
SAME_ITEM = "Staat al zo in de vragenbank."
OLDER = "Dit bestand is gemaakt van versie {file}. Hier staat al versie {here}. Verdwijnt er geen nieuwe tekst?"
SAME_FILE = "Is eerder uit een bestand ingelezen als {item}."


@dataclass(slots=True)
class KnownQuestions:
    """What is here: the newest version of each item, the open drafts, and what earlier files brought."""

    items: dict[str, Item]
    drafts: dict[str, ItemDraft]
    exams: frozenset[str]
    brought: dict[bytes, str]
    families: dict[str, str] = field(default_factory=dict)

    def compare(self, questions: Iterable[Arrived]) -> list[Row]:
        """Return a row for each question, as `QuestionUpload` keeps them."""
        seen: set[str | bytes] = set()
        rows = []
        for question in questions:
            name = question.item or _frozen(question.document)
            rows.append(_row(question, Outcome.REFUSED, TWICE) if name in seen else self._compared(question))
            seen.add(name)
        return rows

    def _compared(self, question: Arrived) -> Row:
        if (draft := self.drafts.get(question.item)) is not None:
            if draft.content == question.document:
                return _row(question, Outcome.SAME, SAME_DRAFT)
            return _row(question, Outcome.REFUSED, DRAFT_EXISTS)
        if (item := self.items.get(question.item)) is not None:
            return _next_version(question, item)
        if (earlier := self.brought.get(_frozen(question.document))) is not None:
            return _row(question, Outcome.SAME, SAME_FILE.format(item=earlier))
        if problem := self._problem(question):
            return _row(question, Outcome.REFUSED, problem)
        # The first question of a new family says of which exam the family is, also to the rest of the file.
        self.families.setdefault(question.family, question.exam)
        return _row(question, Outcome.NEW, to_do=_to_do(question, question.item or f"{question.family}-1", 1))

    def _problem(self, question: Arrived) -> str:
        """Say why no new item can begin with this question, or nothing."""
        if question.document.get("kind") not in get_args(KindName):
            return NO_KIND
        if question.exam not in self.exams:
            return NO_EXAM
        if not question.family:
            return NO_FAMILY
        if not FAMILY.fullmatch(question.family) or len(question.family) > LONGEST_FAMILY:
            return BAD_FAMILY
        return OTHER_EXAM if self.families.get(question.family, question.exam) != question.exam else ""


async def read_known(session: AsyncSession, scope: Scope) -> KnownQuestions:
    """Read what questions from a file are compared with; raise NotFound for who does not work on items."""
    drafts = {draft.item: draft for draft in await all_drafts(session, scope)}
    rows = await session.scalars(select(ItemVersion).order_by(col(ItemVersion.version)))
    newest = {row.item: row for row in rows}
    items = {name: item_of(row) for name, row in newest.items()}
    families = {item.family: item.exam for item in items.values()}
    families |= {draft.family: draft.exam for draft in drafts.values()}
    exams = frozenset(blueprint.exam for blueprint in await all_blueprints(session))
    return KnownQuestions(items, drafts, exams, await _brought(session, {*items, *drafts}), families)


async def _brought(session: AsyncSession, here: set[str]) -> dict[bytes, str]:
    """Return what earlier files brought as it stood in them, by item, as long as that item is here."""
    confirmed = select(QuestionUpload).where(col(QuestionUpload.state) == UploadState.CONFIRMED)
    rows = [row for upload in await session.scalars(confirmed) for row in upload.rows]
    return {
        _frozen(row["document"]): row["item"] for row in rows if row["outcome"] == Outcome.NEW and row["item"] in here
    }


def _next_version(question: Arrived, item: Item) -> Row:
    before = document_of(item)
    if before == question.document:
        return _row(question, Outcome.SAME, SAME_ITEM)
    changes = [[each.name, each.before, each.after] for each in differences(before, question.document)]
    same_place = msgspec.structs.replace(question, exam=item.exam, family=item.family)
    to_do = _to_do(same_place, item.id, item.version + 1)
    is_older = 0 < question.file_version < item.version
    sentence = OLDER.format(file=question.file_version, here=item.version) if is_older else ""
    return _row(same_place, Outcome.VERSION, sentence, changes=changes, to_do=to_do, version=item.version)


def _to_do(question: Arrived, item: str, version: int) -> list[str]:
    """Return what has to be mended before somebody can judge the draft."""
    named = {"id": item, "version": version, "family": question.family, "exam": question.exam}
    flaws = draft_flaws({**question.document, **named})
    return list(dict.fromkeys(flaw.sentence for flaw in flaws if flaw.severity == "problem"))


def _row(question: Arrived, outcome: Outcome, sentence: str = "", **facts: Any) -> Row:
    found: Mapping[str, Any] = msgspec.to_builtins(question)
    return {**found, "outcome": outcome.value, "sentence": sentence, "changes": [], "to_do": [], **facts}


def _frozen(document: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(document, order="sorted")
