"""A program checks a certificate by its number and gets the facts of the page as JSON, and errors in one shape."""

from proeve.web.public.check_limit import MOST_CHECKS


async def test_a_number_gives_the_facts_of_the_page(client, certificate):
    answer = await client.get(f"/api/verifieer/{certificate.number}")
    assert answer.status_code == 200
    assert answer.json() == {
        "number": certificate.number,
        "status": "valid",
        "valid": True,
        "exam": "Klantgericht werken",
        "exam_version": "1",
        "issuer": "Proeve",
        "holder_initials": "A. Ç.",
        "valid_from": certificate.valid_from.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
        "revoked_on": None,
        "surname_matches": None,
    }
    assert (answer.headers["x-robots-tag"], answer.headers["cache-control"]) == ("noindex", "no-store")


async def test_a_surname_is_compared(client, certificate):
    path = f"/api/verifieer/{certificate.number}"
    assert (await client.get(path, params={"achternaam": "Celik"})).json()["surname_matches"] is True
    assert (await client.get(path, params={"achternaam": "Bakker"})).json()["surname_matches"] is False


async def test_an_unknown_number_and_a_mistyped_one_get_the_same_shape_even_in_a_browser(client, certificate):
    browser = {"accept": "text/html"}
    unknown = await client.get("/api/verifieer/PR-2026-4FTR-ARPC-6", headers=browser)
    mistyped = await client.get("/api/verifieer/12345", headers=browser)
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "unknown_number")
    assert (mistyped.status_code, mistyped.json()["error"]["code"]) == (422, "invalid_number")
    assert unknown.json()["error"]["message"].startswith("Dit nummer staat niet in het register.")
    assert mistyped.json()["error"]["message"].startswith("Een certificaatnummer ziet eruit als PR-")


async def test_a_program_that_asks_too_often_has_to_wait(client, certificate):
    for _ in range(MOST_CHECKS):
        await client.get("/api/verifieer/12345")
    answer = await client.get(f"/api/verifieer/{certificate.number}")
    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "too_many_tries"
    assert "retry-after" in answer.headers
