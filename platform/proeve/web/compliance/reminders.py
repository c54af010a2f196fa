"""What goes out next: the reminders of the coming month, the digest to administrators, and how both read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.mail.sending import Letter
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import find_corporation
from proeve.people.role_holders import RoleHolder, all_role_holders
from proeve.register.digests import (
    compose_digest,
    digest_message,
    last_digest_week,
    next_digest_day,
    untold_certificates,
)
from proeve.register.reminder_letters import expires_letter
from proeve.register.reminders import STEPS
from proeve.register.reminding import PREVIEW_DAYS, ComingReminder, coming_reminders, reminder_message
from proeve.web.compliance.words import TABS
from proeve.web.listing import PAGE_SIZE
from proeve.web.page import page
from proeve.web.queries import listing_of

PATH = "/beheer/naleving/herinneringen"


@dataclass(frozen=True, slots=True)
class Example:
    """A letter as it would be sent, and to whom."""

    recipient: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class NextDigest(Example):
    """The next digest: on which day, and as its first recipient would get it."""

    on: date


@get("/herinneringen")
async def reminders_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show what goes out in the nights to come; nothing is sent by looking."""
    corporation_id = request.user.corporation_id
    async with database.reading() as session:
        coming = await coming_reminders(session, request.user)
        administrators = await all_role_holders(session, corporation_id, Role.ADMINISTRATOR)
        digest = await _next_digest(session, settings, request.user, coming, administrators)
    listing = listing_of(request, PATH, len(coming), {})
    return page(
        request,
        "compliance/reminders.html",
        steps=STEPS,
        days=PREVIEW_DAYS,
        coming=coming[(listing.page - 1) * PAGE_SIZE : listing.page * PAGE_SIZE],
        listing=listing,
        example=_example(coming, settings),
        administrators=[holder.person for holder in administrators],
        digest=digest,
        tabs=TABS,
    )


def _example(coming: list[ComingReminder], settings: Settings) -> Example | None:
    if not coming:
        return None
    candidate = coming[0].candidate
    message = reminder_message(candidate)
    # The address that a holder took the certificate along to is no business of the corporation.
    recipient = "het eigen e-mailadres van de houder" if candidate.has_moved else message.recipient
    return Example(recipient, expires_letter(settings, message.facts))


async def _next_digest(
    session: AsyncSession,
    settings: Settings,
    scope: Scope,
    coming: list[ComingReminder],
    administrators: list[RoleHolder],
) -> NextDigest | None:
    """Return the next digest as it will be when nothing changes: there must be news, and a week must have begun."""
    untold = await untold_certificates(session, scope.corporation_id)
    earliest = next_digest_day(await last_digest_week(session, scope.corporation_id))
    if not administrators or not (untold or coming):
        return None
    on = earliest if untold else max(coming[0].on, earliest)
    until_then = [each.candidate.certificate.id for each in coming if each.on <= on]
    corporation = await find_corporation(session, scope, scope.corporation_id)
    message = digest_message(administrators[0], corporation, [*untold, *until_then])
    return NextDigest(message.recipient, await compose_digest(session, settings, message), on)
