"""The same answers for programs, as JSON."""

from litestar import Router

from proeve.web.api import verifying

router = Router(path="/api", route_handlers=[verifying.verify])
