"""Blueprints in the workshop: a grid of cells with figures that follow, a form to look at, and the versions so far."""

from litestar import Router

from proeve.web.visitor import requires
from proeve.web.workshop.blueprints import editing, listing, versions
from proeve.workshop.access import WRITERS

router = Router(
    path="/werkplaats/toetsen",
    guards=[requires(*sorted(WRITERS))],
    route_handlers=[
        listing.blueprints_page,
        editing.blueprint_page,
        editing.act_on_blueprint,
        editing.figures,
        versions.versions_page,
    ],
)
