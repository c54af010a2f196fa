"""The mail that tells a holder that their certificate is there."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings

ISSUED = "certificate_issued"


@composes(ISSUED)
async def compose_issued(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Tell the holder that the certificate is there."""
    facts = message.facts
    return Letter(
        f"Uw certificaat {facts['exam']} staat klaar",
        f"Beste {facts['name']},\n\n"
        f"U bent geslaagd voor de toets {facts['exam']}. Gefeliciteerd!\n\n"
        f"Uw certificaat heeft nummer {facts['number']}. U kunt het hier bekijken en bewaren:\n"
        f"{settings.public_url}/mijn/certificaten\n\n"
        f"{_renewal_words(facts)}"
        f"{_receipt_words(facts.get('receipt', ''))}"
        "Met vriendelijke groet,\nProeve\n",
    )


def _renewal_words(facts: dict[str, str]) -> str:
    """Say from when the new term counts, to who renewed before the old certificate ended."""
    if not facts.get("renews_until"):
        return ""
    before, until = (dutch.day(date.fromisoformat(facts[name])) for name in ("renews_until", "valid_until"))
    return (
        f"Uw vorige certificaat geldt t/m {before}. U was op tijd, dus u verliest geen dag: de nieuwe termijn telt "
        f"vanaf die dag. Uw nieuwe certificaat geldt t/m {until}.\n\n"
    )


def _receipt_words(code: str) -> str:
    if not code:
        return ""
    return (
        f"De ontvangstcode van uw toets is {code}. Bewaar deze e-mail: met de code kan iedereen nagaan dat er niets "
        "aan uw antwoorden is veranderd.\n\n"
    )
