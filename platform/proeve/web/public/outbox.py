"""The outbox of the demo: the mails that would have been sent, for anyone who tries it out."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.mail.messages import all_messages, find_message
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.web.page import page

EVERYONES_MAIL = Scope(person_id=0, role=Role.OPERATOR)
"""In the demo everybody may read every mail: the addresses are made up and nothing is sent."""


@get("/demo/postvak")
async def outbox(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """List the mails of the demo, the newest first."""
    _only_in_the_demo(settings)
    async with database.reading() as session:
        messages = await all_messages(session, EVERYONES_MAIL)
    return page(request, "public/outbox.html", messages=messages)


@get("/demo/postvak/{message_id:int}")
async def outbox_message(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    message_id: FromPath[int],
) -> Template:
    """Show one mail as it would arrive."""
    _only_in_the_demo(settings)
    async with database.reading() as session:
        message = await find_message(session, EVERYONES_MAIL, message_id)
    return page(request, "public/outbox_message.html", message=message)


def _only_in_the_demo(settings: Settings) -> None:
    if not settings.demo:
        raise NotFound
