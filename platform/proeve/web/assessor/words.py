"""How late deliveries are said."""

from datetime import datetime, timedelta

from proeve.exams.late_answers.deliveries import DeliveryState
from proeve.web.badges import Badge
from proeve.web.timeline.sentences import duration

STATES = {
    DeliveryState.WAITING: Badge("Te beoordelen", "attention", "hourglass-split"),
    DeliveryState.ACCEPTED: Badge("Geaccepteerd", "good"),
    DeliveryState.REFUSED: Badge("Geweigerd", "neutral", "slash-circle"),
}
LONG = timedelta(hours=2)


def beside_deadline(moment: datetime, deadline: datetime) -> str:
    """Write how long before or after the end of the time something was: "2 minuten en 5 seconden ervoor"."""
    apart = abs(moment - deadline)
    side = "voor de eindtijd" if moment <= deadline else "na de eindtijd"
    return f"meer dan 2 uur {side}" if apart > LONG else f"{lasting(apart)} {side}"


def lasting(span: timedelta) -> str:
    """Write how long something took."""
    return duration(round(span.total_seconds()))
