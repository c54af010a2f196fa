"""Say which device a session is on, from what its browser calls itself: "Firefox op Windows"."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first mark that fits counts: nearly every browser also claims to be the ones it descends from."""

SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("CrOS", "een Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "een Mac"),
    ("Linux", "Linux"),
)
PHONES_AND_TABLETS = frozenset({"een iPhone", "een iPad", "Android"})


def device_words(user_agent: str) -> str:
    """Write browser and system, as far as they can be told."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} op {system}"
    return browser or system.removeprefix("een ").capitalize() or "Onbekend apparaat"


def device_icon(user_agent: str) -> str:
    """Return the sign of a phone or of a computer."""
    return "phone" if _first(SYSTEMS, user_agent) in PHONES_AND_TABLETS else "laptop"


def _first(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
