"""The mails of a move: the link to the new address, and word to the old one."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.settings import Settings
from proeve.core.tokens import draw_token, token_hash
from proeve.register.moves import CertificateMove

MOVE, MOVED = "certificates_move", "certificates_moved"


@composes(MOVE)
async def compose_move(session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Write the mail with a link drawn now, so that no secret rests in a message."""
    token = draw_token()
    this = update(CertificateMove).where(col(CertificateMove.id) == message.facts["move"])
    await session.execute(this.values(token_hash=token_hash(token)))
    return Letter(
        "Neem uw certificaten mee naar dit adres",
        f"Beste {message.facts['name']},\n\n"
        "U wilt uw certificaten bewaren op dit e-mailadres. Open daarvoor deze link:\n\n"
        f"{settings.public_url}/certificaten-meenemen/{token}\n\n"
        "De link werkt zeven dagen. Daarna meldt u zich met dit adres aan om uw certificaten te zien. Uw corporatie "
        "blijft in haar eigen register zien dat u ze heeft behaald.\n\n"
        "Heeft u dit niet zelf gevraagd? Dan hoeft u niets te doen.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


@composes(MOVED)
async def compose_moved(_session: AsyncSession, _settings: Settings, message: Message) -> Letter:
    """Tell the address they had before, in case somebody else did it."""
    return Letter(
        "Uw certificaten staan nu op een ander e-mailadres",
        f"Beste {message.facts['name']},\n\n"
        "U heeft uw certificaten meegenomen naar een ander e-mailadres. Bij dit adres staan ze niet meer. De "
        "certificaten zelf zijn niet veranderd.\n\n"
        "Heeft u dit niet zelf gedaan? Laat het dan meteen weten aan de beheerder van uw corporatie.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )
