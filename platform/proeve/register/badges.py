"""The badge of a certificate as its holder downloads it: signed from the frozen facts, with the keys in use."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from certificates.badge.keys import BadgeKeys
from certificates.badge.signing import sign_badge, sign_badge_jwt
from certificates.facts import CertificateFacts, read_snapshot
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate


@dataclass(frozen=True, slots=True)
class UnsignedBadge:
    """What a badge is made from; the same facts, place and keys give the same badge as the one in the file."""

    facts: CertificateFacts
    status_index: int

    def as_json(self, keys: BadgeKeys) -> bytes:
        """Return it with a proof inside; it takes some milliseconds, so call it apart from an event loop."""
        return sign_badge(self.facts, keys, status_index=self.status_index)

    def as_jwt(self, keys: BadgeKeys) -> bytes:
        """Return it as a token."""
        return sign_badge_jwt(self.facts, keys, status_index=self.status_index).encode()


async def find_badge(session: AsyncSession, scope: Scope, certificate_id: int) -> UnsignedBadge:
    """Return the badge of a certificate; raise NotFound when there is none, or it is not theirs."""
    certificate = (await find_certificate(session, scope, certificate_id)).certificate
    if not has_badge(certificate) or certificate.status_index is None:
        raise NotFound("Bij dit certificaat hoort geen badge.")
    return UnsignedBadge(read_snapshot(certificate.snapshot), certificate.status_index)


def has_badge(certificate: Certificate) -> bool:
    """Tell whether there is a badge: it has a place in the status list, and its facts are still kept."""
    return certificate.status_index is not None and certificate.erased_at is None
