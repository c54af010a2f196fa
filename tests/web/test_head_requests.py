"""HEAD is answered wherever GET is: the same status and headers, and no body."""

import pytest


def essential(headers) -> dict[str, str]:
    return {name: headers[name] for name in ("content-type", "cache-control", "content-security-policy")}


@pytest.mark.parametrize("path", ["/", "/hulp", "/verifieer", "/aanmelden", "/bestaat-niet", "/static/theme.css"])
async def test_head_tells_what_get_would(client, path):
    got, told = await client.get(path), await client.head(path)
    assert (told.status_code, told.content) == (got.status_code, b"")
    assert essential(told.headers) == essential(got.headers)


async def test_head_leads_strangers_to_where_they_can_sign_in(client):
    response = await client.head("/beheer", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/aanmelden?verder=/beheer")


async def test_every_route_with_get_has_head(app):
    routes = [route for route in app.routes if "GET" in getattr(route, "methods", ())]
    assert [route.path for route in routes if "HEAD" not in route.methods] == []


async def test_a_form_has_no_head(client):
    response = await client.head("/afmelden")
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"POST", "OPTIONS"}
