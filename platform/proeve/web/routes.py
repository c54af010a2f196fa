"""Every route of the application, by audience."""

from litestar.types import ControllerRouterHandler

from proeve.web import (
    api,
    assessor,
    candidate,
    certificates,
    compliance,
    corporation,
    invigilator,
    operator,
    public,
    timeline,
    trainer,
    workshop,
)

ROUTES: list[ControllerRouterHandler] = [
    public.router,
    candidate.router,
    corporation.router,
    trainer.router,
    operator.router,
    invigilator.router,
    assessor.router,
    workshop.router,
    *certificates.ROUTERS,
    *compliance.ROUTERS,
    *timeline.ROUTERS,
    api.router,
]
