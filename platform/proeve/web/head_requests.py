"""Answer HEAD wherever GET is answered: with the same status and headers, and without the body (RFC 9110, 9.3.2).

Health checks and link checkers ask this way. The framework has HEAD only for routes that name it.
"""

from litestar.config.app import AppConfig
from litestar.plugins import InitPlugin, ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import Message, Scope


class HeadRequests(InitPlugin, ReceiveRoutePlugin):
    """Gives every route with GET the method HEAD as well, by the same handler."""

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Empty the bodies, errors included, on their way out."""
        app_config.before_send.append(_leave_body_out)
        return app_config

    def receive_route(self, route: BaseRoute) -> None:
        """Let a route with GET answer HEAD too; files as well, whose own HEAD leaves the type of the content out."""
        if isinstance(route, HTTPRoute) and "GET" in route.route_handler_map:
            route.route_handler_map["HEAD"] = route.route_handler_map["GET"]
            route.methods.add("HEAD")


async def _leave_body_out(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.body" and scope.get("method") == "HEAD":
        message["body"] = b""
