"""The mail that tells a holder that a corrected certificate takes the place of theirs."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings

CORRECTED = "certificate_corrected"

WHY = {
    "name_misspelt": "Uw naam stond er verkeerd op.",
    "name_changed": "U heet nu anders.",
}


@composes(CORRECTED)
async def compose_corrected(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Say which number counts from now on, and what to do with the old file."""
    facts = message.facts
    return Letter(
        f"U heeft een verbeterd certificaat {facts['exam']}",
        f"Beste {facts['name']},\n\n"
        f"U heeft een nieuw certificaat {facts['exam']}. {WHY[facts['reason']]} Het nieuwe certificaat heeft nummer "
        f"{facts['by']} en is net zo lang geldig als het oude.\n\n"
        f"U kunt het hier bekijken en bewaren:\n{settings.public_url}/mijn/certificaten\n\n"
        f"Het oude certificaat met nummer {facts['number']} geldt niet meer. Gebruik het niet meer en gooi het "
        "bestand weg. Heeft u het aan iemand gegeven? Stuur dan het nieuwe.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )
