"""Pages of the workshop, where items are written, judged and looked after: for authors, approvers and the operator."""

from litestar import Router

from proeve.core.scope import Role
from proeve.web.visitor import requires
from proeve.web.workshop import browse

router = Router(
    path="/werkplaats",
    guards=[requires(Role.AUTHOR, Role.APPROVER, Role.OPERATOR)],
    route_handlers=[
        browse.list_items,
    ],
)
