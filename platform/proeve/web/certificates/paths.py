"""Where each audience finds the register."""

from typing import Any

from litestar import Request

from proeve.core.scope import Role

PATHS = {
    Role.ADMINISTRATOR: "/beheer/certificaten",
    Role.TRAINER: "/trainer/certificaten",
    Role.OPERATOR: "/operator/certificaten",
}


def register_path(request: Request[Any, Any, Any]) -> str:
    """Return the address of the register for whoever asks."""
    return PATHS[request.user.role]
