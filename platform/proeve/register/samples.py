"""Certificates that nobody gets: made up to show how a look turns out, and to try the hardest texts on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.errors import Invalid as InvalidCertificate
from certificates.facts import CertificateFacts, Language
from certificates.glyphs import undrawable_characters
from certificates.look_warnings import look_warnings
from certificates.numbering import EXAMPLE
from certificates.picturing import picture_certificate
from certificates.template import Template
from certificates.validity import last_valid_day
from proeve.core import clock
from proeve.core.scope import Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import find_corporation
from proeve.corporations.staff import StaffMember, staff_of
from proeve.exams.blueprints import all_blueprints
from question_bank.blueprint import Blueprint

USUAL_NAME = "Fatima el Amrani"
"""Who the example is for until somebody types another name, and where there is nobody yet to try a look on."""
EXAMPLE_TOKEN = "voorbeeld".ljust(24, "x")
HARDEST_NAMES = 3
"""How many of the longest names are tried: one of them is the widest, whatever letters it is made of."""
NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Samples:
    """What a corporation's certificates are made of; the longest names come first."""

    corporation: str
    names: tuple[str, ...]
    blueprints: tuple[Blueprint, ...]
    settings: Settings
    today: date

    def facts(self, holder: str, blueprint: Blueprint, language: Language = "nl") -> CertificateFacts:
        """Make up what a certificate of this holder would say; raise InvalidFacts without a name."""
        is_english = language == "en"
        address = f"{self.settings.public_url}/v/{EXAMPLE_TOKEN}".lower()
        return CertificateFacts(
            holder=holder,
            corporation=self.corporation,
            exam=blueprint.english_title if is_english else blueprint.title,
            exam_version=str(blueprint.version),
            shown=blueprint.english_statement if is_english else blueprint.statement,
            passed_on=self.today,
            valid_from=self.today,
            valid_until=last_valid_day(self.today, blueprint.validity_months),
            number=EXAMPLE,
            verify_url=address,
            verify_page=f"{self.settings.public_url}/verifieer".split("://", 1)[-1],
            issuer=self.settings.issuer,
            language=language,
        )


async def find_samples(session: AsyncSession, scope: Scope, settings: Settings) -> Samples:
    """Read what the certificates of an administrator's corporation would be made of."""
    corporation = await find_corporation(session, scope, scope.corporation_id)
    staff = await session.scalars(staff_of(scope).where(col(StaffMember.left_at).is_(None)))
    names = sorted({member.name for member in staff}, key=lambda name: (-len(name), name))
    blueprints = await all_blueprints(session)
    return Samples(corporation.name, tuple(names), tuple(blueprints), settings, clock.today())


def picture_sample(samples: Samples, look: Template, *, holder: str, language: Language) -> bytes:
    """Return the picture of one certificate; raise certificates.errors.Invalid when it cannot be drawn."""
    return picture_certificate(samples.facts(holder, samples.blueprints[0], language), look)


def warnings_about(samples: Samples, look: Template) -> list[str]:
    """Return what goes wrong or may disappoint with this look for this corporation, in sentences."""
    return [*_missing_letters(samples), *_too_long(samples, look), *look_warnings(look)]


def _missing_letters(samples: Samples) -> Iterator[str]:
    lacking = {name: missing for name in samples.names if (missing := undrawable_characters(name))}
    if not lacking:
        return
    named = [f"{name} ({' '.join(missing)})" for name, missing in list(lacking.items())[:NAMED_AT_MOST]]
    more = f" en nog {len(lacking) - NAMED_AT_MOST}" if len(lacking) > NAMED_AT_MOST else ""
    yield (
        f"In deze namen staan tekens die wij niet kunnen drukken: {', '.join(named)}{more}. "
        "Pas de naam aan bij Medewerkers: schrijf die met Latijnse letters, zoals in het paspoort."
    )


def _too_long(samples: Samples, look: Template) -> Iterator[str]:
    drawable = [name for name in samples.names if not undrawable_characters(name)]
    problems: dict[str, None] = {}
    for holder in drawable[:HARDEST_NAMES] or (USUAL_NAME,):
        for blueprint in samples.blueprints:
            for language in ("nl", "en"):
                try:
                    picture_certificate(samples.facts(holder, blueprint, language), look)
                except InvalidCertificate as problem:
                    problems[str(problem)] = None
    yield from problems
