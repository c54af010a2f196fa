"""Invite people to a sitting by mail, with their own minutes in it."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.calendar_files import calendar_file
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import Attachment, Letter, composes
from proeve.core.mail.sending_many import add_messages
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.blueprints import find_blueprint
from proeve.exams.calendar import appointment_of
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, SittingKind
from proeve.exams.timing import SECONDS_PER_MINUTE, allowed_seconds
from proeve.people.persons import Person

BODY = """\
Beste {name},

{corporation} nodigt u uit voor de toets {exam}.

Wanneer: {when}
Hoe lang: u krijgt {minutes} minuten{included}. {clock_starts}
Waar: op een computer, tablet of telefoon met internet.

Zo begint u:
1. Ga naar {link}
2. Vul uw e-mailadres in: {email}
3. Kies de toets {exam} en lees de uitleg.

In de bijlage zit deze afspraak voor uw agenda.

Zorg dat u rustig zit. U maakt de toets in één keer. Valt uw internet weg? Dan blijven uw antwoorden bewaard.

Hebt u een vraag? Stel die aan uw contactpersoon bij {corporation}.

Met vriendelijke groet,
{corporation}
"""

WINDOW = """\
u begint op een moment dat u past,
  vanaf {opens_at} uur
  en vóór {closes_at} uur."""
FIXED = """\
u begint op {opens_at} uur.
  Wees op tijd: beginnen kan tot {closes_time} uur."""
JOINT = """\
iedereen begint tegelijk, op {opens_at} uur.
  Meld u een paar minuten eerder op de startpagina. {late}"""
LATE = "Bent u later? U kunt nog beginnen tot {late_minutes} minuten na de start."
NEVER_LATE = "Wie na de start komt, kan niet meer meedoen."
CODE = " U krijgt ter plaatse een startcode."
WHEN = {SittingKind.WINDOW: WINDOW, SittingKind.FIXED: FIXED, SittingKind.JOINT: JOINT}
STARTED_BY_YOU = "De tijd loopt pas als u zelf op 'Toets starten' drukt."
STARTED_FOR_ALL = "De tijd gaat in als de toezichthouder de toets start."


async def invite(session: AsyncSession, people: Sequence[tuple[Enrolment, StaffMember]]) -> None:
    """Ask for an invitation by mail for each, in the session's transaction, and point the enrolments to them."""
    messages = [
        Message(
            kind="invitation",
            recipient=member.email,
            person_id=member.person_id,
            corporation_id=member.corporation_id,
            facts={"enrolment_id": enrolment.id},
        )
        for enrolment, member in people
    ]
    await add_messages(session, messages)
    for (enrolment, _), message in zip(people, messages, strict=True):
        enrolment.invitation_id = message.id


@composes("invitation")
async def compose_invitation(session: AsyncSession, settings: Settings, message: Message) -> Letter:
    """Write the invitation as things stand when it is sent: extra time may have been decided on since."""
    enrolment = await session.get_one(Enrolment, message.facts["enrolment_id"])
    sitting = await session.get_one(Sitting, enrolment.sitting_id)
    member = await session.get_one(StaffMember, enrolment.staff_member_id)
    corporation = await session.get_one(Corporation, enrolment.corporation_id)
    person = await session.get_one(Person, enrolment.person_id)
    blueprint = await find_blueprint(session, sitting.blueprint_id)
    seconds = allowed_seconds(
        blueprint.duration_minutes, extra_percent=enrolment.extra_percent, extra_minutes=enrolment.extra_minutes
    )
    has_extra_time = bool(enrolment.extra_percent or enrolment.extra_minutes)
    body = BODY.format(
        name=member.name,
        corporation=corporation.name,
        exam=blueprint.title,
        when=_when(sitting),
        minutes=seconds // SECONDS_PER_MINUTE,
        included=", uw extra tijd meegerekend" if has_extra_time else "",
        clock_starts=STARTED_FOR_ALL if sitting.kind == SittingKind.JOINT else STARTED_BY_YOU,
        link=f"{settings.public_url}/aanmelden",
        email=person.email,
    )
    file = calendar_file(appointment_of(settings, blueprint, sitting, enrolment))
    attachment = Attachment("afspraak.ics", "text", "calendar", file.encode())
    return Letter(f"Uitnodiging voor de toets {blueprint.title}", body, [attachment])


def _when(sitting: Sitting) -> str:
    late = LATE if sitting.late_minutes else NEVER_LATE
    return WHEN[sitting.kind].format(
        opens_at=dutch.moment(sitting.opens_at),
        closes_at=dutch.moment(sitting.closes_at),
        closes_time=dutch.time(sitting.closes_at),
        late=late.format(late_minutes=sitting.late_minutes) + (CODE if sitting.asks_code else ""),
    )
