"""Put a sitting into a calendar: a candidate's own time in it, or the whole of it for who plans."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from proeve.core import clock
from proeve.core.calendar_files import Appointment
from proeve.core.settings import Settings
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting, SittingKind, closes_after
from proeve.exams.timing import SECONDS_PER_MINUTE, allowed_seconds
from question_bank.blueprint import Blueprint

REMIND_MINUTES = 15
WHAT_TO_DO = {
    SittingKind.WINDOW: "U kiest zelf een moment in deze periode. Neem {minutes} minuten de tijd.",
    SittingKind.FIXED: "U kunt op dit moment beginnen. De toets duurt voor u {minutes} minuten.",
    SittingKind.JOINT: "Iedereen begint tegelijk: wees er op tijd. De toets duurt voor u {minutes} minuten.",
}


def appointment_of(settings: Settings, blueprint: Blueprint, sitting: Sitting, enrolment: Enrolment) -> Appointment:
    """Return the appointment of one person, with their own time; cancelled when their place was taken back."""
    seconds = allowed_seconds(
        blueprint.duration_minutes, extra_percent=enrolment.extra_percent, extra_minutes=enrolment.extra_minutes
    )
    what = WHAT_TO_DO[sitting.kind].format(minutes=seconds // SECONDS_PER_MINUTE)
    link = f"{settings.public_url}/mijn"
    return Appointment(
        uid=_uid(settings, f"enrolment-{enrolment.id}"),
        sequence=enrolment.revision,
        title=f"Toets {blueprint.title}",
        starts_at=sitting.opens_at,
        ends_at=_ends_at(sitting, seconds),
        written_at=clock.now(),
        description=f"{what}\nBegin hier: {link}",
        url=link,
        is_busy=sitting.kind != SittingKind.WINDOW,
        is_cancelled=enrolment.withdrawn_at is not None,
        remind_minutes=0 if sitting.kind == SittingKind.WINDOW else REMIND_MINUTES,
    )


def appointment_of_planner(settings: Settings, blueprint: Blueprint, sitting: Sitting, people: int) -> Appointment:
    """Return the appointment of who plans or watches a sitting; a sitting that is planned never moves."""
    link = f"{settings.public_url}/beheer/afnames/{sitting.id}"
    return Appointment(
        uid=_uid(settings, f"sitting-{sitting.id}"),
        sequence=0,
        title=f"Afname {blueprint.title}",
        starts_at=sitting.opens_at,
        ends_at=_ends_at(sitting, blueprint.duration_minutes * SECONDS_PER_MINUTE),
        written_at=clock.now(),
        description=f"Uitgenodigd: {people}\n{link}",
        url=link,
        is_busy=sitting.kind == SittingKind.JOINT,
    )


def _ends_at(sitting: Sitting, seconds: int) -> datetime:
    if sitting.kind == SittingKind.WINDOW:
        return sitting.closes_at
    return closes_after(sitting.opens_at, timedelta(seconds=seconds))


def _uid(settings: Settings, name: str) -> str:
    return f"{name}@{urlsplit(settings.public_url).hostname or 'proeve'}"
