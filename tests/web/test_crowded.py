"""Whom the line has no room for is asked to come back, and the log is not flooded by it."""

from structlog.testing import capture_logs

from proeve.core.tokens import draw_token
from proeve.web.visitor import SESSION_COOKIE


async def test_they_are_told_to_try_again_and_no_trace_is_logged(client, monkeypatch):
    monkeypatch.setattr("proeve.core.gathering.MOST_WAITING", 0)
    client.cookies.set(SESSION_COOKIE, draw_token())
    with capture_logs() as logs:
        response = await client.get("/mijn", headers={"accept": "text/html"})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "Dit lukt nu even niet" in response.text
    assert [(entry["log_level"], entry["event"]) for entry in logs] == [("warning", "too_many_waiting")]
    assert "exc_info" not in logs[0]
