"""Every message of the corporation with what became of it, and another try for what failed.

Mail that is not the corporation's but went to its staff, such as sign-in links, is only listed: whether it arrived.
"""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.core.mail.messages import Message, find_message
from proeve.core.mail.searching import MessageFilter, count_messages, search_messages
from proeve.core.mail.sending_again import send_again
from proeve.core.settings import Settings
from proeve.corporations.choosing import staff_by_person
from proeve.corporations.staff_mail import is_mail_to_own_staff
from proeve.web.badges import MESSAGE_STATES, MESSAGES
from proeve.web.flash import redirect
from proeve.web.listing import Listing
from proeve.web.mail_failures import failure_in_words
from proeve.web.page import page
from proeve.web.queries import page_number, words

PATH = "/beheer/berichten"

KINDS = {
    "invitation": "Uitnodiging",
    "certificate_issued": "Certificaat staat klaar",
    "certificate_revoked": "Certificaat ingetrokken",
    "certificate_expires": "Herinnering: certificaat verloopt",
    "certificates_expire": "Overzicht van certificaten die verlopen",
    "sign_in": "Inloglink",
    "certificates_moved": "Certificaten meegenomen",
}
"""What a message is about, until its subject is written, and all that is said of one that is not the corporation's."""


@get("/berichten")
async def messages_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """List the messages, the newest first."""
    query, number = words(request, "zoek", "staat"), page_number(request)
    wanted = MessageFilter(query.get("zoek", ""), MESSAGE_STATES.get(query.get("staat", "")))
    async with database.reading() as session:
        also = is_mail_to_own_staff(request.user)
        messages, total = await search_messages(session, request.user, wanted, page=number, also=also)
        counts = await count_messages(session, request.user, also=also)
        people = await staff_by_person(session, request.user, {each.person_id for each in messages if each.person_id})
    listing = Listing(PATH, total, query, page=number)
    return page(
        request,
        "corporation/messages.html",
        messages=messages,
        people=people,
        listing=listing,
        states=[(name, MESSAGES[state].text, counts.get(state, 0)) for name, state in MESSAGE_STATES.items()],
        total=sum(counts.values()),
        badges=MESSAGES,
        about=_about,
        why=failure_in_words,
        demo=settings.demo,
    )


@post("/berichten/{message_id:int}/opnieuw")
async def try_again(
    request: Request[Any, Any, Any], database: NamedDependency[Database], message_id: FromPath[int]
) -> Redirect:
    """Try to send a failed message again, to the address this person has now."""
    async with database.unit_of_work() as session:
        message = await find_message(session, request.user, message_id)
        people = await staff_by_person(session, request.user, {message.person_id} if message.person_id else set())
        member = people.get(message.person_id or 0)
        message = await send_again(session, request.user, message_id, recipient=member.email if member else "")
    return redirect(PATH, say=f"Het bericht aan {message.recipient} wordt opnieuw verstuurd.")


def _about(message: Message) -> str:
    words = KINDS.get(message.kind, "Bericht")
    return words if message.corporation_id is None else message.subject or words
