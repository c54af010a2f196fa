"""What is about one certificate stays out of search machines, whatever comes of the request."""

import pytest


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/verifieer", 200),
        ("GET", "/verifieer?nummer=x", 422),
        ("GET", "/v/abc", 404),
        ("GET", "/V/ABC", 404),
        ("GET", "/delen/abc", 404),
        ("GET", "/certificaten-meenemen/abc", 404),
        ("GET", "/api/verifieer/x", 422),
        ("GET", "/api/verifieer/PR-2026-4FTR-ARPC-6", 404),
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/verifieer/x", 405),
        ("POST", "/api/verifieer", 400),
        ("POST", "/verifieer/bewijs", 422),
    ],
)
async def test_no_answer_about_a_certificate_is_to_be_found(client, method, path, status):
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["x-robots-tag"]) == (status, "noindex")


async def test_neither_is_that_somebody_has_to_wait(client, monkeypatch):
    monkeypatch.setattr("proeve.web.public.check_limit.MOST_CHECKS", 0)
    for path in ("/verifieer?nummer=x", "/v/abc", "/api/verifieer/x"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["x-robots-tag"]) == (429, "noindex")


@pytest.mark.parametrize("path", ["/", "/hulp", "/verifieer/zegel", "/register/wortels", "/uitgever"])
async def test_what_is_for_everybody_may_be_found(client, path):
    answer = await client.get(path)
    assert (answer.status_code, "x-robots-tag" in answer.headers) == (200, False)
