"""The mail that tells a candidate what was decided about their late answers, and why."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, add_message, composes
from proeve.core.settings import Settings
from proeve.exams.late_answers.deliveries import DeliveryState, LateDelivery
from proeve.exams.late_answers.finding import DeliveryRow

DECIDED = "late_answers_decided"


async def tell_decision(session: AsyncSession, delivery: LateDelivery, row: DeliveryRow) -> None:
    """Send the decision to the address that the corporation has."""
    await add_message(
        session,
        DECIDED,
        recipient=row.member.email,
        person_id=delivery.person_id,
        corporation_id=delivery.corporation_id,
        name=row.member.given_name or row.member.name,
        exam=row.blueprint.title,
        attempt=delivery.attempt_id,
        is_accepted=delivery.state == DeliveryState.ACCEPTED,
        reason=delivery.reason,
    )


@composes(DECIDED)
async def compose_decided(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Say what was decided first, then why, and what can be done."""
    facts = message.facts
    what = _ACCEPTED if facts["is_accepted"] else _REFUSED
    return Letter(
        f"Uw nagestuurde antwoorden voor {facts['exam']}",
        f"Beste {facts['name']},\n\n"
        f"{what}\n\n"
        f"De beoordelaar schreef hierbij: {facts['reason']}\n\n"
        f"U ziet uw uitslag hier:\n{settings.public_url}/mijn/toetsen/{facts['attempt']}/uitslag\n\n"
        "Bent u het er niet mee eens? Maak dan binnen zes weken bezwaar bij uw corporatie.\n\n"
        "Met vriendelijke groet,\nProeve\n",
    )


_ACCEPTED = (
    "U stuurde antwoorden na die te laat aankwamen. Ze zijn geaccepteerd en tellen nu mee. Uw toets is opnieuw "
    "nagekeken. Was u al geslaagd? Dan blijft u geslaagd."
)
_REFUSED = (
    "U stuurde antwoorden na die te laat aankwamen. Ze tellen niet mee. Dat is vervelend nieuws, zeker als u er niets "
    "aan kon doen. Uw uitslag blijft zoals hij was."
)
