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
from proeve.web.workshop import blueprints, exchange

ROUTES: list[ControllerRouterHandler] = [
    public.router,
    candidate.router,
    corporation.router,
    trainer.router,
    operator.router,
    invigilator.router,
    assessor.router,
    workshop.router,
    blueprints.router,
    exchange.router,
    *certificates.ROUTERS,
    *compliance.ROUTERS,
    *timeline.ROUTERS,
    api.router,
]
