"""The mails that tell a holder that their certificate is suspended, and that it counts again."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock, dutch
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings

SUSPENDED, RESUMED = "certificate_suspended", "certificate_resumed"

WHY_SUSPENDED = {
    "under_investigation": "Er wordt uitgezocht of het certificaat terecht is uitgegeven.",
    "facts_in_doubt": "Op het certificaat staat misschien iets dat niet klopt. Dat wordt uitgezocht.",
    "at_holder_request": "U heeft daar zelf om gevraagd.",
}
WHY_RESUMED = {
    "cleared": "Het is uitgezocht, en het certificaat klopt.",
    "in_error": "Wij hadden het niet moeten schorsen. Het spijt ons.",
    "at_holder_request": "U heeft daar zelf om gevraagd.",
}


@composes(SUSPENDED)
async def compose_suspended(_session: AsyncSession, _settings: Settings, message: Message) -> Letter:
    """Say what it means for now, and that it can end well."""
    facts = message.facts
    return Letter(
        f"Uw certificaat {facts['exam']} is geschorst",
        f"Beste {facts['name']},\n\n"
        f"Uw certificaat {facts['exam']} met nummer {facts['number']} is op {_day(facts['on'])} geschorst. "
        "Dat betekent dat het voorlopig niet geldt. Het is niet ingetrokken.\n\n"
        f"De reden: {WHY_SUSPENDED[facts['reason']]}\n\n"
        "Wie het certificaat nu controleert, ziet dat het is geschorst. U hoort van ons zodra er een besluit is.\n\n"
        "Heeft u vragen, of weet u iets dat kan helpen? Neem dan contact op met de beheerder van uw corporatie.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


@composes(RESUMED)
async def compose_resumed(_session: AsyncSession, _settings: Settings, message: Message) -> Letter:
    """Say that all is as it was, and until when."""
    facts = message.facts
    return Letter(
        f"De schorsing van uw certificaat {facts['exam']} is opgeheven",
        f"Beste {facts['name']},\n\n"
        f"De schorsing van uw certificaat {facts['exam']} met nummer {facts['number']} is op {_day(facts['on'])} "
        f"opgeheven. {_meaning(date.fromisoformat(facts['valid_until']))}\n\n"
        f"De reden: {WHY_RESUMED[facts['reason']]}\n\n"
        "U hoeft niets te doen. Het bestand dat u heeft, is nog hetzelfde.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


def _meaning(until: date) -> str:
    if until < clock.today():
        return f"Het certificaat gold t/m {dutch.day(until)} en is intussen verlopen."
    return f"Het certificaat geldt weer, t/m {dutch.day(until)}."


def _day(day: str) -> str:
    return dutch.day(date.fromisoformat(day))
