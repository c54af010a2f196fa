"""Whatever the method of a request, the answer is one of ours."""

import pytest


@pytest.mark.parametrize("path", ["/mijn", "/beheer", "/trainer", "/operator", "/mijn/account"])
async def test_a_page_for_members_hides_its_methods_from_strangers(client, path):
    response = await client.options(path, headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "not_signed_in"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/hulp", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/aanmelden", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("GET", "/afmelden", {"POST", "OPTIONS"}),
        ("POST", "/api/verifieer/1", {"GET", "HEAD", "OPTIONS"}),
    ],
)
async def test_a_refused_method_says_which_ones_there_are(client, method, path, allowed):
    response = await client.request(method, path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == allowed
