"""Compliance, for administrators: who holds what, what expires, what is planned and told, and PE points."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.compliance import calendar, exports, feed, forecast, matrix, pe_points, pe_points_exports, reminders
from proeve.web.visitor import requires

router = Router(
    path="/beheer/naleving",
    guards=[requires(Role.ADMINISTRATOR)],
    route_handlers=[
        matrix.matrix_page,
        matrix.plan_for_chosen,
        exports.export_xlsx,
        exports.export_csv,
        forecast.forecast_page,
        reminders.reminders_page,
        calendar.calendar_page,
        calendar.renew_address,
        calendar.end_address,
        pe_points.pe_points_page,
        pe_points.set_points,
        pe_points_exports.export_xlsx,
        pe_points_exports.export_csv,
    ],
)

ROUTERS = [router, feed.router]
