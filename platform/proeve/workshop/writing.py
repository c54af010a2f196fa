"""Write items: begin a new one or a next version, save it, and withdraw it."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Scope
from proeve.exams.blueprints import all_blueprints
from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import ItemVersion, item_of
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.drafts import DraftState, ItemDraft, hold_draft
from proeve.workshop.recording import record_step
from question_bank.drafting.document import Misshapen, document_of, tidied
from question_bank.items import KindName, is_numbered

FAMILY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_FAMILY = 60
IN_REVIEW = "Deze vraag ligt bij een beoordelaar. Haal hem eerst terug om verder te schrijven."


async def suggest_item_id(session: AsyncSession, family: str) -> str:
    """Return the first id of a family that no version and no draft ever had, also not one that was withdrawn."""
    numbers = [int(each.rpartition("-")[2]) for each in await _ids_of(session, family)]
    return f"{family}-{max(numbers, default=0) + 1}"


async def add_draft(session: AsyncSession, scope: Scope, *, exam: str, family: str, kind: str) -> ItemDraft:
    """Begin a new item of a family, with the id that is suggested for it.

    Raises Invalid (problems: exam, family, kind), for a family of another exam too.
    """
    refuse_onlookers(scope)
    await _check_beginning(session, exam, family, kind)
    item_id = await suggest_item_id(session, family)
    return await _begin(session, scope, exam=exam, family=family, item=item_id, version=1, content={"kind": kind})


async def add_named_draft(
    session: AsyncSession, scope: Scope, item_id: str, document: Mapping[str, Any], *, exam: str, family: str
) -> ItemDraft:
    """Begin a new item under an id that it has elsewhere, with a tidied document that need not be complete.

    Raises Invalid when exam, family, kind or id do not fit, and Conflict (code draft_exists) when it has a draft.
    """
    refuse_onlookers(scope)
    await _check_beginning(session, exam, family, str(document.get("kind", "")))
    if not is_numbered(item_id, family):
        problem = f"Noem deze vraag {family}-1, -2 enzovoort, naar de familie."
        raise Invalid(problem, {"id": problem})
    return await _begin(session, scope, exam=exam, family=family, item=item_id, version=1, content=dict(document))


async def add_new_version(session: AsyncSession, scope: Scope, item_id: str) -> ItemDraft:
    """Begin the next version of an item with the text of its newest one.

    Raises NotFound, and Conflict (code draft_exists) when somebody has begun already.
    """
    refuse_onlookers(scope)
    newest = await session.scalar(
        select(ItemVersion).where(col(ItemVersion.item) == item_id).order_by(col(ItemVersion.version).desc()).limit(1)
    )
    if newest is None:
        raise NotFound("Deze vraag staat niet in de vragenbank.")
    item = item_of(newest)
    return await _begin(
        session,
        scope,
        exam=item.exam,
        family=item.family,
        item=item.id,
        version=item.version + 1,
        content=document_of(item),
    )


async def save_draft(
    session: AsyncSession, scope: Scope, draft_id: int, document: Mapping[str, Any], *, revision: int
) -> ItemDraft:
    """Store what is written so far; nothing needs to be complete. The next save needs the new revision.

    Raises NotFound, Invalid for what is no document of an item, and Conflict when somebody else saved (draft_changed)
    or an approver is reading it (in_review).
    """
    draft = await hold_draft(session, scope, draft_id, revision=revision)
    if draft.state != DraftState.DRAFT:
        raise Conflict(IN_REVIEW, code="in_review")
    try:
        content = tidied(document)
    except Misshapen as error:
        raise Invalid(
            "Deze vraag kon niet worden opgeslagen. Laad de pagina opnieuw en probeer het nog eens."
        ) from error
    if content == draft.content:
        return draft
    draft.content = content
    count_as_writer(draft, scope.person_id)
    touch(draft, scope)
    await session.flush()
    return draft


async def withdraw_draft(session: AsyncSession, scope: Scope, draft_id: int, *, revision: int) -> None:
    """Throw a draft away; the steps of its life stay, comments on it are not listed. Raises as `save_draft` does."""
    draft = await hold_draft(session, scope, draft_id, revision=revision)
    if draft.state != DraftState.DRAFT:
        raise Conflict(IN_REVIEW, code="in_review")
    record_step(session, scope, (draft.item, draft.version), StepKind.WITHDRAWN)
    await session.delete(draft)
    await session.flush()


def count_as_writer(draft: ItemDraft, person_id: int) -> None:
    """Count somebody among those who wrote in a draft, so that they do not approve it."""
    draft.writer_ids = sorted({*draft.writer_ids, person_id})


def touch(draft: ItemDraft, scope: Scope) -> None:
    """Count a change of a draft, so that pages opened before it are stale."""
    draft.revision += 1
    draft.changed_at, draft.changed_by = clock.now(), scope.person_id


async def _begin(session: AsyncSession, scope: Scope, **fields: Any) -> ItemDraft:
    me = scope.person_id
    draft = ItemDraft(author_id=me, changed_by=me, writer_ids=[me], **fields)
    try:
        async with session.begin_nested():
            session.add(draft)
    except IntegrityError as clash:
        raise Conflict(
            "Er is al een concept van deze vraag. Open dat concept en schrijf daarin verder.", code="draft_exists"
        ) from clash
    record_step(session, scope, (draft.item, draft.version), StepKind.STARTED)
    return draft


async def _check_beginning(session: AsyncSession, exam: str, family: str, kind: str) -> None:
    problems = {}
    if exam not in {blueprint.exam for blueprint in await all_blueprints(session)}:
        problems["exam"] = "Kies een toets."
    if kind not in get_args(KindName):
        problems["kind"] = "Kies een vraagvorm."
    if not FAMILY.fullmatch(family) or len(family) > LONGEST_FAMILY:
        problems["family"] = "Gebruik voor de familie kleine letters, cijfers en streepjes, zoals kw-lekkende-kraan."
    elif not await _fits_exam(session, family, exam):
        problems["family"] = "Deze familie staat al bij een andere toets. Kies een andere naam."
    if problems:
        raise Invalid(" ".join(problems.values()), problems)


async def _fits_exam(session: AsyncSession, family: str, exam: str) -> bool:
    for table in (ItemVersion, ItemDraft):
        of_family = col(table.item).in_(await _ids_of(session, family))
        if any(each != exam for each in await session.scalars(select(col(table.exam)).where(of_family).distinct())):
            return False
    return True


async def _ids_of(session: AsyncSession, family: str) -> set[str]:
    """Return the ids that ever were a family and a number; a longer name that begins alike is another family."""
    found: set[str] = set()
    # What was withdrawn lives on in its steps and comments, which are not those of another item.
    for table in (ItemVersion, ItemDraft, ItemStep):
        column = col(table.item)
        alike = select(column).where(func.substr(column, 1, len(family) + 1) == f"{family}-").distinct()
        found.update(each for each in await session.scalars(alike) if is_numbered(each, family))
    return found
