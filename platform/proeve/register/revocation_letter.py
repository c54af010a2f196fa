"""The mail that tells a holder that their certificate is revoked."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings

REVOKED = "certificate_revoked"

WHY = {
    "issued_in_error": "Wij hadden dit certificaat niet mogen uitgeven.",
    "fraud": "Volgens ons is de toets niet eerlijk gemaakt.",
    "requirement_lapsed": "U voldoet niet meer aan de eisen die bij dit certificaat horen.",
}
"""The reason in words to the holder; who asked for it themselves gets another letter."""


@composes(REVOKED)
async def compose_revoked(_session: AsyncSession, _settings: Settings, message: Message) -> Letter:
    """Write the letter: bad news by its own lesson, or a confirmation to who asked for it."""
    facts = message.facts
    body = _confirmation if facts["reason"] == "at_holder_request" else _bad_news
    return Letter(f"Uw certificaat {facts['exam']} is ingetrokken", body(facts))


def _bad_news(facts: dict[str, str]) -> str:
    """Say the fact first, then the feeling, why, what it means, what can be done and where to object."""
    return (
        f"Beste {facts['name']},\n\n"
        f"{_fact(facts)}\n\n"
        "Dat is vervelend nieuws, en misschien had u het niet verwacht.\n\n"
        f"De reden: {WHY[facts['reason']]}\n\n"
        f"{MEANING}\n\n"
        "Wat u nu kunt doen:\n"
        "- Vraag de beheerder van uw corporatie om uitleg, of bespreek of u de toets opnieuw kunt doen.\n"
        "- Bent u het er niet mee eens? Maak dan binnen zes weken bezwaar bij uw corporatie. Zet in uw bezwaar het "
        "nummer van het certificaat en waarom u het er niet mee eens bent.\n\n"
        "Met vriendelijke groet,\nProeve\n"
    )


def _confirmation(facts: dict[str, str]) -> str:
    return (
        f"Beste {facts['name']},\n\n"
        f"{_fact(facts)} U had daar zelf om gevraagd.\n\n"
        f"{MEANING}\n\n"
        "Heeft u hier niet om gevraagd? Laat het dan meteen weten aan de beheerder van uw corporatie.\n\n"
        "Met vriendelijke groet,\nProeve\n"
    )


MEANING = "Wie het certificaat controleert, ziet vanaf nu dat het is ingetrokken. U mag het niet meer gebruiken."


def _fact(facts: dict[str, str]) -> str:
    revoked_on = dutch.day(date.fromisoformat(facts["on"]))
    return f"Uw certificaat {facts['exam']} met nummer {facts['number']} is op {revoked_on} ingetrokken."
