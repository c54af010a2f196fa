"""Say when, the way people tell each other: vandaag, morgen, dinsdag 10 maart."""

from datetime import datetime, time, timedelta

from proeve.core import clock, dutch
from proeve.core.clock import AMSTERDAM

MIDNIGHT = time(0)


def day_words(moment: datetime) -> str:
    """Write the day of a moment: "vandaag", "morgen" or "dinsdag 10 maart", with the year when it is another one."""
    day, today = clock.local_date(moment), clock.today()
    if day == today:
        return "vandaag"
    if day == today + timedelta(days=1):
        return "morgen"
    return _dated(moment)


def moment_words(moment: datetime) -> str:
    """Write a moment inside a sentence: "vandaag om 17:00 uur", "op dinsdag 10 maart om 09:00 uur"."""
    return f"{on_day_words(moment)} om {dutch.time(moment)} uur"


def on_day_words(moment: datetime) -> str:
    """Write a day inside a sentence: "vandaag", "op dinsdag 10 maart"."""
    words = day_words(moment)
    return words if words in {"vandaag", "morgen"} else f"op {words}"


def until_words(closes_at: datetime) -> str:
    """Write until when something is possible: "tot vandaag 17:00 uur", or "tot en met" for the end of a day."""
    if _is_midnight(closes_at):
        return f"tot en met {day_words(_day_before(closes_at))}"
    return f"tot {day_words(closes_at)} {dutch.time(closes_at)} uur"


def window_words(opens_at: datetime, closes_at: datetime) -> str:
    """Write a window: one day with its hours, whole days, or two moments."""
    if clock.local_date(opens_at) == clock.local_date(closes_at):
        return f"{day_words(opens_at)} van {dutch.time(opens_at)} tot {dutch.time(closes_at)} uur"
    if not _is_midnight(closes_at):
        return f"{_timed(opens_at)} tot {_timed(closes_at)}"
    last = _day_before(closes_at)
    if not _is_midnight(opens_at):
        return f"{_timed(opens_at)} t/m {_dated(last)}"
    is_one_day = clock.local_date(opens_at) == clock.local_date(last)
    return day_words(opens_at) if is_one_day else f"{_dated(opens_at)} t/m {_dated(last)}"


def _timed(moment: datetime) -> str:
    return f"{_dated(moment)} {dutch.time(moment)} uur"


def _dated(moment: datetime) -> str:
    year = clock.local_date(moment).year
    return dutch.weekday(moment) + ("" if year == clock.today().year else f" {year}")


def _is_midnight(moment: datetime) -> bool:
    return moment.astimezone(AMSTERDAM).time() == MIDNIGHT


def _day_before(moment: datetime) -> datetime:
    return moment - timedelta(minutes=1)
