"""Pages for the operator: the corporations and who works for them, everyone who can sign in, and every message."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.operator import (
    appointments,
    corporation,
    corporations,
    exam_days,
    messages,
    new_corporation,
    person,
    persons,
)
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
        exam_days.list_exam_days,
        exam_days.new_exam_day_page,
        exam_days.plan_day,
        exam_days.show_exam_day,
        exam_days.start_day,
        messages.list_messages,
        messages.try_again,
    ],
)
