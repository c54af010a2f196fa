"""Which device a session is on, from what its browser calls itself."""

import pytest

from proeve.web.candidate.devices import device_icon, device_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36"
EDGE = f"{CHROME} Edg/140.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"
ANDROID = f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome op Windows"),
        (EDGE, "Edge op Windows"),
        (IPHONE, "Safari op een iPhone"),
        (ANDROID, "Samsung Internet op Android"),
        (FIREFOX, "Firefox op Linux"),
        ("Linux", "Linux"),
        ("", "Onbekend apparaat"),
    ],
)
def test_browser_and_system_are_named(user_agent, words):
    assert device_words(user_agent) == words


def test_a_phone_and_a_computer_have_their_own_sign():
    assert device_icon(IPHONE) == "phone"
    assert device_icon(CHROME) == "laptop"
