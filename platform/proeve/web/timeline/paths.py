"""Where each audience finds a timeline, what of it they see, and where they came from."""

from proeve.core.scope import Role
from proeve.reporting.timeline.subject import Subject
from proeve.web.navigation import HOMES

PATHS = {
    Role.ADMINISTRATOR: "/beheer/toetsen",
    Role.TRAINER: "/trainer/toetsen",
    Role.ASSESSOR: "/beoordelen/toetsen",
    Role.OPERATOR: "/operator/toetsen",
}
SEES_ITEMS = frozenset({Role.TRAINER, Role.ASSESSOR})
"""Questions are for those who work with them; others see when something was answered, not what."""


def timeline_path(role: Role, attempt_id: int) -> str:
    """Return the address of a timeline."""
    return f"{PATHS[role]}/{attempt_id}/verloop"


def way_back(role: Role, subject: Subject) -> tuple[str, str]:
    """Return the address and the words of the page this one belongs to."""
    place, certificate = subject.place, subject.certificate
    if role is Role.ADMINISTRATOR:
        return f"/beheer/afnames/{place.sitting.id}/medewerkers/{place.enrolment.id}", place.name
    if role is Role.TRAINER and subject.result is not None:
        return f"/trainer/resultaten/{subject.result.id}", f"Uitslag van {place.name}"
    if role is Role.OPERATOR and certificate is not None:
        return f"/operator/certificaten/{certificate.id}", f"Certificaat van {certificate.holder}"
    return HOMES[role], "Terug"
