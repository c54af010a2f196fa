"""Pages for the operator: the corporations, who works for them as administrator or trainer, and every message."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.operator import appointments, corporation, corporations, messages, new_corporation
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
        messages.list_messages,
        messages.try_again,
    ],
)
