"""Render a page: its own words, plus what every page of a signed-in person shows."""

from http import HTTPStatus
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.response import Template

from proeve.web import flash
from proeve.web.navigation import ROLE_NAMES, menu_for
from proeve.web.visitor import RoleChoice, Visitor


def page(
    request: Request[Any, Any, Any],
    name: str,
    *,
    status: int = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Template:
    """Return the page of a template; the sentence of a redirect is shown on it once."""
    said = flash.flashes(request)
    context = {"flash": said, **frame(request), **context}
    cookies = [Cookie(flash.COOKIE, value="", max_age=0)] if said else []
    return Template(template_name=name, context=context, status_code=status, headers=headers, cookies=cookies)


def frame(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Return what the layouts show around every page: who is signed in, their menu and their roles."""
    visitor: Visitor | None = request.scope.get("auth")
    if visitor is None:
        return {"scope": None, "nav": [], "role_choices": []}
    return {
        "scope": visitor,
        "nav": menu_for(visitor.scope.role, request.url.path),
        "role_choices": [(choice.value, _label(choice), choice == visitor.choice) for choice in visitor.choices],
    }


def _label(choice: RoleChoice) -> str:
    name = ROLE_NAMES[choice.role]
    return f"{name} bij {choice.corporation_name}" if choice.corporation_name else name
