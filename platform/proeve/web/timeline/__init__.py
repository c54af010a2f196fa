"""The page "Verloop van deze toets": the timeline of an attempt, for whoever has to judge an objection."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.timeline import exporting, showing
from proeve.web.timeline.paths import PATHS
from proeve.web.visitor import requires


def _router(role: Role) -> Router:
    handlers = [showing.show_timeline, exporting.export_timeline]
    return Router(path=PATHS[role], guards=[requires(role)], route_handlers=handlers)


ROUTERS = [_router(role) for role in PATHS]
