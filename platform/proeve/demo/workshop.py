"""Let made-up colleagues be at work in the workshop: drafts in every state, comments, and a question that is new."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.demo.cast import APPROVER, AUTHOR
from proeve.exams.item_versions import all_live_items
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.workshop.comments import add_comment, resolve_comment
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.reviewing import approve_draft, send_back_draft, submit_draft
from proeve.workshop.writing import add_draft, add_new_version, save_draft

EXAM = "klantgericht-werken"
FAMILY = "kw-fietsen-op-de-galerij"
NEW_QUESTION = "Wat zegt u nu het beste?"
HALF_WRITTEN: dict[str, Any] = {
    "kind": "best_answer",
    "category": "UITLEG",
    "domain": "overlast",
    "channel": "balie",
    "situation": "reactief",
    "difficulty": 2,
    "source": "B:9-10",
    "scenario": {
        "role": "U werkt aan de balie.",
        "fact": "Op de galerij mag niets staan, omdat het de vluchtweg is.",
        "text": "Een huurder van driehoog komt met een brief in haar hand. Ze moet haar twee fietsen van de galerij "
        "halen, maar in de berging staat al een wasmachine.",
        "quote": "Waar moet ik ze dan laten?",
    },
    "question": "Wat is de meest professionele reactie?",
    "replies": [
        {
            "id": "a",
            "text": "De galerij is de vluchtweg voor al uw buren, en daarom moet die leeg blijven. Zullen we samen "
            "kijken wat er in de berging past?",
            "category": "UITLEG",
            "also": ["WELKAN"],
            "explanation": "U noemt de echte reden en denkt mee over wat wel kan.",
        },
        {
            "id": "b",
            "text": "Dat is nu eenmaal de regel in dit gebouw, daar kan ik niets aan veranderen.",
            "category": "FEIT",
        },
        {"id": "c"},
        {"id": "d"},
    ],
    "key": "a",
}


class Workday:
    """Calls functions of the workshop one by one, each some days ago, so that every step has a time of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def __call__(
        self, days_ago: float, act: Callable[..., Awaitable[Any]], scope: Scope, *arguments: Any, **named: Any
    ) -> Any:
        """Do one thing in a unit of work of its own."""
        moment = clock.now() - timedelta(days=days_ago)
        with clock.running_from(lambda: moment):
            async with self.database.unit_of_work() as session:
                return await act(session, scope, *arguments, **named)


async def fill_workshop(database: Database, *, granted_by: int | None) -> None:
    """Add an author and an approver, and what they have been doing these days."""
    author = await _hire(database, AUTHOR, "Marit", "Kooistra", Role.AUTHOR, granted_by)
    approver = await _hire(database, APPROVER, "Joris", "Embrechts", Role.APPROVER, granted_by)
    async with database.reading() as session:
        items = [item.id for item in await all_live_items(session, EXAM) if item.kind == "best_answer"][::7]
    work = Workday(database)
    written, judged, returned, approved = items[:4]

    await _write_version(work, 3, author, written)
    await work(2, add_comment, approver, written, 1, "De huurder klinkt hier erg netjes. Kan dat gewoner?")

    await _submit_version(work, 2, author, judged)
    comment = await work(
        1.5, add_comment, author, judged, 2, "De vraag is korter dan in versie 1. Is hij nog duidelijk?"
    )
    await work(1, add_comment, approver, judged, 2, "Ik vind van wel. Ik lees morgen de reacties nog eens na.")
    await work(1, resolve_comment, approver, comment.id)

    draft = await _submit_version(work, 6, author, returned)
    reason = "Zeg in de vraag dat het om de eerste zin gaat. Nu passen twee reacties."
    await work(4, send_back_draft, approver, draft.id, revision=draft.revision, reason=reason)

    draft = await _submit_version(work, 9, author, approved)
    await work(8, approve_draft, approver, draft.id, revision=draft.revision)

    draft = await work(0.2, add_draft, author, exam=EXAM, family=FAMILY, kind="best_answer")
    await work(0.1, save_draft, author, draft.id, HALF_WRITTEN, revision=draft.revision)


async def _hire(
    database: Database, email: str, given_name: str, family_name: str, role: Role, granted_by: int | None
) -> Scope:
    async with database.unit_of_work() as session:
        person = await add_person(session, email=email, given_name=given_name, family_name=family_name)
        await grant_role(session, person.id, role, granted_by=granted_by)
    return Scope(person.id, role)


async def _write_version(work: Workday, days_ago: float, author: Scope, item_id: str) -> ItemDraft:
    draft: ItemDraft = await work(days_ago, _begin_version, author, item_id)
    return draft


async def _submit_version(work: Workday, days_ago: float, author: Scope, item_id: str) -> ItemDraft:
    draft = await _write_version(work, days_ago + 0.2, author, item_id)
    submitted: ItemDraft = await work(days_ago, submit_draft, author, draft.id, revision=draft.revision)
    return submitted


async def _begin_version(session: AsyncSession, author: Scope, item_id: str) -> ItemDraft:
    """Begin the next version of an item, with another question."""
    draft = await add_new_version(session, author, item_id)
    document = {**draft.content, "question": NEW_QUESTION}
    return await save_draft(session, author, draft.id, document, revision=draft.revision)
