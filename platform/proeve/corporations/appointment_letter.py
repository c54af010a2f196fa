"""The mail that tells somebody in which role they may work for a corporation."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Letter, composes
from proeve.core.scope import Role
from proeve.core.settings import Settings

APPOINTED = "role_granted"

SUBJECTS = {
    Role.ADMINISTRATOR: "U bent beheerder van {corporation}",
    Role.TRAINER: "U bent trainer bij {corporation}",
    Role.ASSESSOR: "U bent beoordelaar bij {corporation}",
    Role.INVIGILATOR: "U bent toezichthouder bij {corporation}",
}
WORK = {
    Role.ADMINISTRATOR: "U zet medewerkers in de lijst, nodigt hen uit voor een toets en ziet van wie een certificaat "
    "verloopt.",
    Role.TRAINER: "U ziet de resultaten van de toetsen, waar het nog niet goed gaat, en de certificaten.",
    Role.ASSESSOR: "U beslist of antwoorden die te laat aankwamen toch meetellen.",
    Role.INVIGILATOR: "U ziet tijdens een toets wie er bezig is, en helpt als er iets misgaat.",
}

BODY = """\
Beste {name},

{subject} in Proeve, de omgeving voor toetsen en certificaten.
{work}

Zo begint u:
1. Ga naar {link}
2. Vul uw e-mailadres in: {email}
3. U krijgt een e-mail met een knop waarmee u zich aanmeldt. Een wachtwoord is niet nodig.

Heeft u hier niet om gevraagd? Laat het weten aan {corporation}.

Met vriendelijke groet,
Proeve
"""


@composes(APPOINTED)
async def compose_appointment(_session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Say what somebody may do now, and how to begin."""
    facts, role = message.facts, Role(message.facts["role"])
    subject = SUBJECTS[role].format(corporation=facts["corporation"])
    link = f"{settings.public_url}/aanmelden"
    return Letter(subject, BODY.format(subject=subject, work=WORK[role], link=link, **facts))
