"""How compliance is said: standings as badges, quarters in words, and the tabs of the pages."""

from datetime import date

from proeve.register.expiring import ExpiryQuarter
from proeve.register.standings import Standing
from proeve.web.badges import Badge

STANDINGS = {
    Standing.VALID: Badge("Geldig", "good"),
    Standing.EXPIRING_SOON: Badge("Verloopt binnenkort", "attention"),
    Standing.EXPIRED: Badge("Verlopen", "wrong"),
    Standing.MISSING: Badge("Ontbreekt", "neutral"),
    Standing.SUSPENDED: Badge("Geschorst", "wrong", "pause-circle"),
    Standing.REVOKED: Badge("Ingetrokken", "wrong", "slash-circle"),
    Standing.NOT_YET_VALID: Badge("Nog niet geldig", "neutral", "clock"),
}
ALWAYS_COUNTED = frozenset({Standing.VALID, Standing.EXPIRING_SOON, Standing.EXPIRED, Standing.MISSING})
"""Standings that the page counts even when nobody has them."""

TABS = (
    ("/beheer/naleving", "Overzicht"),
    ("/beheer/naleving/vooruitblik", "Vooruitblik"),
    ("/beheer/naleving/herinneringen", "Herinneringen"),
    ("/beheer/naleving/pe-punten", "PE-punten"),
    ("/beheer/naleving/agenda", "Agenda"),
)
"""The pages of compliance, in the order of their tabs."""

QUARTERS = ("eerste", "tweede", "derde", "vierde")
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def quarter_in_words(quarter: ExpiryQuarter) -> str:
    """Say which quarter it is: "tweede kwartaal van 2027"."""
    return f"{QUARTERS[quarter.place - 1]} kwartaal van {quarter.first.year}"


def month_in_words(first: date) -> str:
    """Say which month it is: "april 2027"."""
    return f"{LONG_MONTHS[first.month - 1]} {first.year}"
