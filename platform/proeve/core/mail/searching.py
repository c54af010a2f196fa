"""Search the messages of a scope: by what became of them, and by words."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Scope

PAGE_SIZE = 50
NO_OTHERS = false()


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What narrows a list; an empty field narrows nothing. `text` holds words of the address or the subject."""

    text: str = ""
    state: MessageState | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return one condition for each filter that is set."""
        conditions = [_has_word(word) for word in self.text.lower().split()]
        if self.state is not None:
            conditions.append(col(Message.state) == self.state)
        return conditions


async def search_messages(
    session: AsyncSession,
    scope: Scope,
    wanted: MessageFilter = MessageFilter(),
    *,
    page: int = 1,
    also: ColumnElement[bool] = NO_OTHERS,
) -> tuple[list[Message], int]:
    """List one page of messages, the newest first, and how many there are in all.

    `also` says which messages belong in the list beside those of the scope; no more can be done with them.
    """
    statement = select(Message).where(_covered(scope) | also, *wanted.conditions())
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    newest_first = (col(Message.created_at).desc(), col(Message.id).desc())
    messages = await session.scalars(statement.order_by(*newest_first).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return list(messages), total


async def count_messages(
    session: AsyncSession, scope: Scope, *, also: ColumnElement[bool] = NO_OTHERS
) -> dict[MessageState, int]:
    """Count the messages of a scope, and `also` others, by what became of them."""
    statement = select(col(Message.state), func.count()).where(_covered(scope) | also).group_by(col(Message.state))
    return {MessageState(state): number for state, number in await session.execute(statement)}


def _covered(scope: Scope) -> ColumnElement[bool]:
    return scope.covers(corporation=col(Message.corporation_id), person=col(Message.person_id))


def _has_word(word: str) -> ColumnElement[bool]:
    columns = (col(Message.recipient), col(Message.subject))
    return or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
