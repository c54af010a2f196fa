"""Whatever the method of a request, the answer is one of ours."""

import pytest


@pytest.mark.parametrize("path", ["/mijn", "/beheer", "/trainer", "/operator", "/mijn/account"])
async def test_a_page_for_members_hides_its_methods_from_strangers(client, path):
    response = await client.options(path, headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "not_signed_in"
