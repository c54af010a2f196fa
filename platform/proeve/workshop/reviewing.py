"""Judge drafts with four eyes: who wrote submits, somebody else approves or sends back."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Scope
from proeve.exams.item_steps import StepKind
from proeve.exams.item_versions import ItemVersion, Standing, hold_versions, item_of, new_version, set_standing
from proeve.workshop.access import APPROVERS, checked_reason, refuse_writers
from proeve.workshop.checking import check_draft, problems_of
from proeve.workshop.drafts import DraftState, ItemDraft, hold_draft
from proeve.workshop.recording import record_step
from proeve.workshop.writing import touch
from question_bank.drafting import draft_item

NOT_READY = "Deze vraag is nog niet klaar. Verbeter wat bij de velden staat en dien hem dan in."
NO_LONGER_READY = "Deze vraag past niet meer in de bank. Stuur hem terug, zodat de schrijver hem kan aanpassen."
OWN = "U heeft zelf aan deze vraag geschreven. Laat een ander hem beoordelen."


async def submit_draft(session: AsyncSession, scope: Scope, draft_id: int, *, revision: int) -> ItemDraft:
    """Hand a draft to the approvers; raise Invalid with a sentence by field while a rule of the bank is broken."""
    draft = await _hold_in(session, scope, draft_id, revision, DraftState.DRAFT)
    problems = problems_of(await check_draft(session, draft)) or await _unchanged(session, draft)
    if problems:
        raise Invalid(NOT_READY, problems, code="not_ready")
    return await _hand_over(session, scope, draft, DraftState.IN_REVIEW, StepKind.SUBMITTED)


async def take_back_draft(session: AsyncSession, scope: Scope, draft_id: int, *, revision: int) -> ItemDraft:
    """Take a draft back from the approvers to go on writing."""
    draft = await _hold_in(session, scope, draft_id, revision, DraftState.IN_REVIEW)
    return await _hand_over(session, scope, draft, DraftState.DRAFT, StepKind.TAKEN_BACK)


async def send_back_draft(
    session: AsyncSession, scope: Scope, draft_id: int, *, revision: int, reason: str
) -> ItemDraft:
    """Send a draft back to its writers; raise Invalid (problem: reason) when it is not said what to improve."""
    refuse_writers(scope)
    reason = checked_reason(reason)
    draft = await _hold_in(session, scope, draft_id, revision, DraftState.IN_REVIEW)
    return await _hand_over(session, scope, draft, DraftState.DRAFT, StepKind.SENT_BACK, reason)


async def approve_draft(session: AsyncSession, scope: Scope, draft_id: int, *, revision: int) -> ItemVersion:
    """Make a draft a version that never changes again, to be tried out in unscored slots until it is put live.

    An earlier version that was being tried out is retired. Raises Conflict (code own_draft) for who wrote in it, and
    Invalid when the bank has changed so that it does not fit any more.
    """
    refuse_writers(scope)
    draft = await _hold_in(session, scope, draft_id, revision, DraftState.IN_REVIEW)
    if not may_approve(scope, draft):
        raise Conflict(OWN, code="own_draft")
    versions = await hold_versions(session, draft.item)
    # The number was taken when the product was upgraded meanwhile.
    draft.version = max([draft.version - 1, *(row.version for row in versions)]) + 1
    if problems := problems_of(await check_draft(session, draft)):
        raise Invalid(NO_LONGER_READY, problems, code="not_ready")
    for row in versions:
        if row.standing == Standing.APPROVED:
            set_standing(row, Standing.RETIRED)
            record_step(session, scope, (row.item, row.version), StepKind.SUPERSEDED, by=draft.version)
    await session.flush()
    approved = new_version(draft_item(draft.whole()), Standing.APPROVED)
    session.add(approved)
    await session.delete(draft)
    record_step(session, scope, (draft.item, draft.version), StepKind.APPROVED, writers=draft.writer_ids)
    await session.flush()
    return approved


def may_approve(scope: Scope, draft: ItemDraft) -> bool:
    """Say whether this person may judge a draft: an approver who wrote nothing in it."""
    return scope.role in APPROVERS and scope.person_id not in draft.writer_ids


async def _hold_in(session: AsyncSession, scope: Scope, draft_id: int, revision: int, state: DraftState) -> ItemDraft:
    draft = await hold_draft(session, scope, draft_id, revision=revision)
    if draft.state != state:
        if state == DraftState.DRAFT:
            raise Conflict("Deze vraag is al ingediend. Wacht op de beoordeling.", code="in_review")
        raise Conflict("Deze vraag ligt niet (meer) bij de beoordelaars. Open de vraag opnieuw.", code="not_in_review")
    return draft


async def _hand_over(
    session: AsyncSession, scope: Scope, draft: ItemDraft, state: DraftState, kind: StepKind, reason: str = ""
) -> ItemDraft:
    draft.state = state
    draft.submitted_at = clock.now() if state == DraftState.IN_REVIEW else None
    touch(draft, scope)
    record_step(session, scope, (draft.item, draft.version), kind, reason=reason)
    await session.flush()
    return draft


async def _unchanged(session: AsyncSession, draft: ItemDraft) -> dict[str, str]:
    """Return a problem when a draft reads the same as the newest version: nobody needs to judge that."""
    versions = await hold_versions(session, draft.item)
    if not versions:
        return {}
    newest = item_of(versions[-1])
    same = msgspec.structs.replace(draft_item(draft.whole()), version=newest.version) == newest
    return {"": f"Er is niets veranderd sinds versie {newest.version}."} if same else {}
