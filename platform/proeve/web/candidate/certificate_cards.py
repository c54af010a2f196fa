"""Sum up a certificate for its holder: how long it is valid, its number, and where others can check it."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from certificates.status import Status
from proeve.core import clock
from proeve.core.dutch import day, number
from proeve.core.settings import Settings
from proeve.register.badges import has_badge
from proeve.register.certificates import Certificate
from proeve.web.candidate.linkedin import linkedin_url

TONES = {
    Status.VALID: "good",
    Status.EXPIRING_SOON: "attention",
    Status.NOT_YET_VALID: "info",
    Status.EXPIRED: "neutral",
    Status.SUSPENDED: "wrong",
    Status.REVOKED: "wrong",
}
ADVICE = {
    Status.EXPIRING_SOON: "Vraag uw corporatie op tijd om een nieuwe toets.",
    Status.EXPIRED: "Maak de toets opnieuw voor een nieuw certificaat. Vraag uw corporatie om een datum.",
    Status.SUSPENDED: "Dit certificaat geldt nu niet. Vraag uw corporatie waarom.",
    Status.REVOKED: "Dit certificaat geldt niet meer. Vraag uw corporatie waarom.",
}


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """One certificate; `facts` are (icon, name, value).

    `share_path` is where links to it are made. `badge_path` is what the addresses of its badge begin with, and
    `linkedin` where it can be added to one's profile; each of these two is empty when that cannot be done. So is
    `register_proof_path` until the night after the certificate was issued.
    """

    title: str
    status: str
    tone: str
    advice: str
    valid_until: str
    facts: list[tuple[str, str, str]]
    href: str
    check_url: str
    check_page: str
    badge_path: str
    linkedin: str
    share_path: str
    register_proof_path: str

    @property
    def validity(self) -> str:
        """Return how long it is valid, as a line of its own."""
        return f"Geldig t/m {self.valid_until}"


def certificate_card(certificate: Certificate, settings: Settings, points: Decimal = Decimal(0)) -> CertificateCard:
    """Sum up one certificate; `points` are the PE points it is worth."""
    facts, status, valid_until = certificate.snapshot, certificate.status, day(certificate.valid_until)
    shown = [
        ("calendar-event", "Geldig t/m", valid_until),
        ("patch-check", "Nummer", certificate.number),
        ("building", "Corporatie", str(facts["corporation"])),
    ]
    if points:
        shown.append(("award", "PE-punten", number(points)))
    has_root = clock.local_date(certificate.issued_at) < clock.today()
    return CertificateCard(
        title=str(facts["exam"]),
        status=status.dutch.capitalize(),
        tone=TONES[status],
        advice=ADVICE.get(status, ""),
        valid_until=valid_until,
        facts=shown,
        href=f"/mijn/certificaten/{certificate.id}.pdf",
        check_url=f"/verifieer?nummer={quote(certificate.number)}",
        check_page=f"{settings.public_url}/verifieer".partition("://")[2],
        badge_path=f"/mijn/certificaten/{certificate.id}/badge" if has_badge(certificate) else "",
        linkedin=linkedin_url(certificate, settings) if status.is_valid else "",
        share_path=f"/mijn/certificaten/{certificate.id}/delen",
        register_proof_path=f"/mijn/certificaten/{certificate.id}/registerbewijs.json" if has_root else "",
    )
