"""What goes out next: the reminders of the coming month, the digest, and how both read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.mail.sending import Letter
from proeve.core.scope import Role
from proeve.core.settings import Settings
from proeve.people.role_holders import all_role_holders
from proeve.register.digests import last_digest_week, next_digest_day
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
    """The letter to the first who gets one."""

    recipient: str
    letter: Letter


@get("/herinneringen")
async def reminders_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show what goes out in the nights to come; nothing is sent by looking."""
    corporation_id = request.user.corporation_id
    async with database.reading() as session:
        coming = await coming_reminders(session, request.user)
        administrators = await all_role_holders(session, corporation_id, Role.ADMINISTRATOR)
        digest_on = next_digest_day(await last_digest_week(session, corporation_id))
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
        digest_on=_digest_day(coming, digest_on),
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


def _digest_day(coming: list[ComingReminder], earliest: date) -> date | None:
    """Return in which night the next digest goes out: there must be news, and a week must have begun."""
    return max(coming[0].on, earliest) if coming else None
