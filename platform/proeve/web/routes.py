"""Every route of the application, by audience."""

from litestar.types import ControllerRouterHandler

from proeve.web import candidate, corporation, operator, public, trainer
from proeve.web.sitting_api import sitting_api

ROUTES: list[ControllerRouterHandler] = [
    public.router,
    candidate.router,
    corporation.router,
    trainer.router,
    operator.router,
    sitting_api,
]
