"""The assessor's room: late answers that wait for a decision, and those that were decided."""

from litestar import Router

from proeve.exams.late_answers.finding import ASSESSORS
from proeve.web.assessor import deciding, deliveries, delivery
from proeve.web.visitor import requires

router = Router(
    path="/beoordelen",
    guards=[requires(*sorted(ASSESSORS))],
    route_handlers=[deliveries.list_deliveries, delivery.show_delivery, deciding.accept, deciding.refuse],
)
