"""Show a form again with what the domain refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from proeve.core.errors import Invalid, ProeveError


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form, and what is wrong with it by field; empty for one that is shown the first time."""

    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Return the status of a page with this form."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.problems else HTTPStatus.OK


FRESH = Filled()


def problems_of(error: ProeveError, field: str) -> dict[str, str]:
    """Return the problems by field; what concerns no single field stands at `field`, where it can be mended."""
    return (error.problems if isinstance(error, Invalid) else {}) or {field: error.message}
