"""An appointment reads back from its file as it was, by the rules of RFC 5545."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from proeve.core.calendar_files import LONGEST_LINE, Appointment, WholeDay, calendar_feed, calendar_file

STARTS = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
APPOINTMENT = Appointment(
    uid="enrolment-12@proeve.example",
    sequence=2,
    title="Toets Klantgericht werken",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(minutes=50),
    written_at=STARTS - timedelta(days=14),
)
CONTENT_LINE = re.compile(r"([A-Z-]+(?:;VALUE=[A-Z]+)?):(.*)", re.DOTALL)
UNESCAPED = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}


def read(text: str) -> list[tuple[str, str]]:
    """Read a file as strictly as the standard: CRLF, folds of at most 75 bytes, names, and escapes of text."""
    assert text.endswith("\r\n")
    rows = text.removesuffix("\r\n").split("\r\n")
    assert all(len(row.encode()) <= LONGEST_LINE for row in rows)
    assert not re.search(r"[\x00-\x08\x0a-\x1f]", "".join(rows))
    lines = "\r\n".join(rows).replace("\r\n ", "").split("\r\n")
    matches = [CONTENT_LINE.fullmatch(line) for line in lines]
    assert all(matches)
    return [(match[1], re.sub(r"\\(.)", lambda escape: UNESCAPED[escape[1]], match[2])) for match in matches if match]


def test_an_appointment_is_one_event_in_utc():
    assert read(calendar_file(APPOINTMENT)) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Proeve//Proeve//NL"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", "enrolment-12@proeve.example"),
        ("SEQUENCE", "2"),
        ("DTSTAMP", "20260314T090000Z"),
        ("DTSTART", "20260328T090000Z"),
        ("DTEND", "20260328T095000Z"),
        ("SUMMARY", "Toets Klantgericht werken"),
        ("TRANSP", "OPAQUE"),
        ("STATUS", "CONFIRMED"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


def changed(**changes: object) -> list[tuple[str, str]]:
    fields = {name: getattr(APPOINTMENT, name) for name in Appointment.__slots__}
    return read(calendar_file(Appointment(**(fields | changes))))


def test_a_moment_of_another_zone_is_written_in_utc():
    summer = datetime(2026, 3, 29, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    assert ("DTSTART", "20260329T070000Z") in changed(starts_at=summer)


def test_a_period_to_choose_from_takes_nobodys_time():
    assert ("TRANSP", "TRANSPARENT") in changed(is_busy=False)


def test_a_reminder_is_an_alarm_inside_the_event():
    lines = changed(remind_minutes=15)
    alarm = lines[lines.index(("BEGIN", "VALARM")) : lines.index(("END", "VALARM"))]
    assert ("TRIGGER", "-PT15M") in alarm
    assert lines.index(("END", "VALARM")) < lines.index(("END", "VEVENT"))


def test_a_cancelled_appointment_says_so_and_does_not_ring():
    lines = changed(is_cancelled=True, remind_minutes=15)
    assert ("STATUS", "CANCELLED") in lines
    assert ("BEGIN", "VALARM") not in lines


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_any_words_read_back_as_they_were(words):
    assert dict(changed(title=f"Toets {words}"))["SUMMARY"] == f"Toets {words}"


def test_lines_of_a_description_stay_lines():
    assert dict(changed(description="Eén; twee, drie\nvier\\vijf"))["DESCRIPTION"] == "Eén; twee, drie\nvier\\vijf"


def test_words_cannot_add_a_line_of_their_own():
    assert "ATTACH" not in dict(changed(title="Toets\r\nATTACH:https://kwaad.example\r\n"))


def test_a_feed_is_a_calendar_of_whole_days_that_programs_look_at_again():
    day = WholeDay("verloop-1@proeve.example", "2 certificaten: laatste dag", date(2026, 4, 9), STARTS, "Let op; nu.")
    lines = read(calendar_feed("Certificaten De Linde", [day, day], renew_every=timedelta(hours=12)))
    assert ("NAME", "Certificaten De Linde") in lines
    assert ("REFRESH-INTERVAL;VALUE=DURATION", "PT12H") in lines
    assert lines.count(("BEGIN", "VEVENT")) == lines.count(("END", "VEVENT")) == 2
    assert ("DTSTART;VALUE=DATE", "20260409") in lines
    assert ("DTEND;VALUE=DATE", "20260410") in lines
    assert ("TRANSP", "TRANSPARENT") in lines
    assert ("DESCRIPTION", "Let op; nu.") in lines
