"""Pages for the operator: the corporations and who works for them, everyone who can sign in, and every message."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.operator import appointments, corporation, corporations, messages, new_corporation, person, persons
from proeve.web.visitor import requires

router = Router(
    path="/operator",
    guards=[requires(Role.OPERATOR)],
    route_handlers=[
        corporations.list_corporations,
        new_corporation.new_corporation_page,
        new_corporation.create_corporation,
        corporation.show_corporation,
        appointments.appoint_somebody,
        appointments.dismiss_somebody,
        persons.list_persons,
        person.show_person,
        person.block,
        person.unblock,
        messages.list_messages,
        messages.try_again,
    ],
)
