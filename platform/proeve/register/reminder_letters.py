"""The mails about certificates that expire: to their holder, and the digest to administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock, dutch
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings

EXPIRES = "certificate_expires"
DIGEST = "certificates_expire"
MOST_NAMES = 40
"""A mail names so many people; the page behind its link shows them all."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody who was reminded, of which certificate, and until when it is valid."""

    staff_member_id: int
    name: str
    exam: str
    valid_until: date


@composes(EXPIRES)
async def compose_expires(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Tell a holder until when their certificate is valid, and what to do."""
    return expires_letter(settings, message.facts)


def expires_letter(settings: Settings, facts: dict[str, Any]) -> Letter:
    """Write the letter to a holder; how long it still takes is counted on the day it is written."""
    until = date.fromisoformat(facts["valid_until"])
    return Letter(
        f"Uw certificaat {facts['exam']} is geldig t/m {dutch.day(until)}",
        f"Beste {facts['name']},\n\n"
        f"Uw certificaat {facts['exam']} met nummer {facts['number']} is geldig t/m {dutch.day(until)}. "
        f"{_how_long(until)}\n\n"
        f"{_what_to_do(settings, facts)}\n\n"
        f"{_what_is_kept(facts)}"
        f"Uw certificaten staan hier:\n{settings.public_url}/mijn/certificaten\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


def digest_letter(settings: Settings, facts: dict[str, Any], people: Sequence[Reminded]) -> Letter:
    """Write the letter to an administrator."""
    number = len({person.staff_member_id for person in people})
    are = "medewerker heeft" if number == 1 else "medewerkers hebben"
    return Letter(
        f"{number} {are} een certificaat dat binnenkort verloopt",
        f"Beste {facts['name']},\n\n"
        f"Van deze mensen bij {facts['corporation']} verloopt binnenkort een certificaat. "
        "Wij hebben hun een herinnering gestuurd:\n\n"
        f"{''.join(map(_line, people[:MOST_NAMES]))}{_others(len(people) - MOST_NAMES)}\n"
        "U kunt hen in één keer inplannen voor een nieuwe toets:\n"
        f"{settings.public_url}/beheer/naleving/vooruitblik\n\n"
        "Welke herinneringen wij de komende weken sturen, ziet u hier:\n"
        f"{settings.public_url}/beheer/naleving/herinneringen\n\n"
        "U krijgt dit overzicht hoogstens één keer per week.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


def _how_long(until: date) -> str:
    days = (until - clock.today()).days
    if days > 0:
        return f"Dat is nog {dutch.count(days, 'dag', 'dagen')}."
    return "Dat is vandaag." if days == 0 else "Die dag is nu voorbij."


def _what_to_do(settings: Settings, facts: dict[str, Any]) -> str:
    if facts.get("has_left"):
        return (
            "Wilt u een geldig certificaat houden? Doe de toets dan opnieuw. Werkt u nu bij een andere corporatie? "
            "Vraag daar om de toets voor u in te plannen."
        )
    if facts["has_place"]:
        return (
            "U bent al uitgenodigd voor een nieuwe toets. Maak de toets op tijd. U vindt hem hier:\n"
            f"{settings.public_url}/mijn{_which_address(facts)}"
        )
    return (
        "Wilt u een geldig certificaat houden? Doe de toets dan opnieuw. De beheerder van "
        f"{facts['corporation']} plant de toets voor u in. Heeft u nog geen uitnodiging? Vraag er dan om."
    )


def _which_address(facts: dict[str, Any]) -> str:
    """Say how to find the exam for who reads this at an address of their own, where no exam is to be seen."""
    return f"\nMeld u daarvoor aan met uw e-mailadres van {facts['corporation']}." if facts.get("has_moved") else ""


def _what_is_kept(facts: dict[str, Any]) -> str:
    """Promise that the days are kept, but not to who left: another corporation may not know the old certificate."""
    if facts.get("has_left"):
        return ""
    return (
        "Slaagt u voor de einddatum? Dan gaat er geen geldigheid verloren: uw nieuwe certificaat loopt door vanaf het "
        "einde van het oude.\n\n"
    )


def _line(person: Reminded) -> str:
    return f"- {person.name}: {person.exam}, geldig t/m {dutch.day(person.valid_until)}\n"


def _others(number: int) -> str:
    return f"- en nog {dutch.count(number, 'certificaat', 'certificaten')}\n" if number > 0 else ""
