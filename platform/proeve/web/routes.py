"""Every route of the application, by audience."""

from litestar.types import ControllerRouterHandler

from proeve.web import api, candidate, certificates, corporation, operator, public, trainer

ROUTES: list[ControllerRouterHandler] = [
    public.router,
    candidate.router,
    corporation.router,
    trainer.router,
    operator.router,
    *certificates.ROUTERS,
    api.router,
]
