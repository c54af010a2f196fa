"""The same answers for programs, as JSON."""

from litestar import Router

from proeve.web.api import verifying

router = Router(
    path="/api",
    route_handlers=[verifying.verify, verifying.verify_list, verifying.verify_code, verifying.verify_file],
)
