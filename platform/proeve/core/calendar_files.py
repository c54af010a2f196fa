"""Write appointments as an iCalendar file (RFC 5545), which every calendar can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Proeve//Proeve//NL"
LONGEST_LINE = 75
"""In bytes, without the end of the line (section 3.1)."""
LINE_END = "\r\n"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
"""Section 3.3.11."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment.

    `uid` stays the same for ever, and `sequence` rises with each change, so that a calendar renews what it has.
    `is_busy` says whether it takes the whole of its time, or is only a period in which something can be done.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    written_at: datetime
    description: str = ""
    url: str = ""
    is_busy: bool = True
    is_cancelled: bool = False
    remind_minutes: int = 0


@dataclass(frozen=True, slots=True)
class WholeDay:
    """Something of a whole day, which takes nobody's time; `uid` stays the same for ever."""

    uid: str
    title: str
    day: date
    written_at: datetime
    description: str = ""
    url: str = ""


def calendar_file(appointment: Appointment) -> str:
    """Return the file with one appointment, its moments in UTC, which needs no rules of time zones."""
    return _calendar(_event(appointment))


def calendar_feed(name: str, days: Iterable[WholeDay], *, renew_every: timedelta) -> str:
    """Return a calendar to subscribe to, with what it is called and how often programs should look again.

    `renew_every` is in whole hours. X-WR-CALNAME and X-PUBLISHED-TTL are for programs from before RFC 7986.
    """
    every = f"PT{renew_every // timedelta(hours=1)}H"
    head = [f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}"]
    head += [f"REFRESH-INTERVAL;VALUE=DURATION:{every}", f"X-PUBLISHED-TTL:{every}"]
    return _calendar([*head, *(line for day in days for line in _whole_day(day))])


def _calendar(content: list[str]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    return "".join(f"{_folded(line)}{LINE_END}" for line in [*lines, *content, "END:VCALENDAR"])


def _whole_day(event: WholeDay) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{_moment(event.written_at)}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        "TRANSP:TRANSPARENT",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{_escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, "END:VEVENT"]


def _event(appointment: Appointment) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(appointment.uid)}",
        f"SEQUENCE:{appointment.sequence}",
        f"DTSTAMP:{_moment(appointment.written_at)}",
        f"DTSTART:{_moment(appointment.starts_at)}",
        f"DTEND:{_moment(appointment.ends_at)}",
        f"SUMMARY:{_escaped(appointment.title)}",
        f"TRANSP:{'OPAQUE' if appointment.is_busy else 'TRANSPARENT'}",
        f"STATUS:{'CANCELLED' if appointment.is_cancelled else 'CONFIRMED'}",
    ]
    if appointment.description:
        lines.append(f"DESCRIPTION:{_escaped(appointment.description)}")
    if appointment.url:
        lines.append(f"URL:{appointment.url}")
    if appointment.remind_minutes and not appointment.is_cancelled:
        lines += _alarm(appointment)
    return [*lines, "END:VEVENT"]


def _alarm(appointment: Appointment) -> list[str]:
    text = f"DESCRIPTION:{_escaped(appointment.title)}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{appointment.remind_minutes}M", text, "END:VALARM"]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.translate(ESCAPES)


def _folded(line: str) -> str:
    """Break a long line as section 3.1 says: at most 75 bytes each, the next ones after a space, and no sign in two."""
    rows, row, length = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST_LINE:
            rows.append(row)
            row, length = " ", 1
        row += sign
        length += size
    return LINE_END.join([*rows, row])
