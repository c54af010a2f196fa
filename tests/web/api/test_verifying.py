"""A program checks a certificate by its number and gets the facts of the page as JSON, and errors in one shape."""

import html

import pytest
from structlog.testing import capture_logs

from proeve.register.certificates import CertificateFile
from proeve.register.erasing import erase_holder
from proeve.web.public.check_limit import MOST_CHECKS
from proeve.web.public.uploads import MOST_BODY


async def test_a_number_gives_the_facts_of_the_page(client, certificate):
    answer = await client.get(f"/api/verifieer/{certificate.number}")
    assert answer.status_code == 200
    assert answer.json() == {
        "number": certificate.number,
        "status": "valid",
        "headline": "Echt en geldig",
        "valid": True,
        "exam": "Klantgericht werken",
        "exam_version": "2",
        "issuer": "Proeve",
        "holder_initials": "A. Ç.",
        "valid_from": certificate.valid_from.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
        "revoked_on": None,
        "superseded_by": None,
        "erased": False,
        "surname_matches": None,
        "holder": None,
        "checks": [
            {"check": "number", "result": "success", "problem": ""},
            {"check": "standing", "result": "success", "problem": ""},
            {"check": "validity", "result": "success", "problem": ""},
            {"check": "surname", "result": "skipped", "problem": "no_surname"},
            {"check": "file", "result": "skipped", "problem": "no_file"},
        ],
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


async def test_a_list_of_numbers_gets_a_list_of_the_same_answers(client, certificate):
    asked = {"numbers": [certificate.number.lower(), "PR-2026-4FTR-ARPC-6", "x"]}
    answer = await client.post("/api/verifieer", json=asked)
    one = (await client.get(f"/api/verifieer/{certificate.number}")).json()
    given = asked["numbers"]
    assert answer.status_code == 200
    assert answer.json() == {
        "results": [
            {"given": given[0], "certificate": one},
            {"given": given[1], "certificate": None},
            {"given": given[2], "certificate": None},
        ]
    }
    assert (answer.headers["x-robots-tag"], answer.headers["cache-control"]) == ("noindex", "no-store")


@pytest.mark.parametrize(("numbers", "code"), [([], "empty_list"), (["x"] * 201, "list_too_long")])
async def test_no_numbers_and_too_many_are_refused(client, numbers, code):
    answer = await client.post("/api/verifieer", json={"numbers": numbers})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"numbers":[1]}', b'{"numbers":["x"],"more":1}', b"\xff"])
async def test_what_is_no_question_is_refused_in_the_same_shape(client, body):
    answer = await client.post("/api/verifieer", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert set(answer.json()) == {"error"}


def code_of(certificate):
    return certificate.snapshot["verify_url"].rpartition("/")[2]


async def ask_code(client, code):
    return await client.post("/api/verifieer/code", json={"code": code})


async def test_a_code_gives_everything_that_is_printed_as_the_page_does(client, certificate):
    answer = await ask_code(client, code_of(certificate))
    told = answer.json()
    assert answer.status_code == 200
    page = (await client.get(f"/v/{code_of(certificate)}")).text
    printed = told["printed"]
    for value in (printed["holder"], printed["corporation"], printed["statement"], told["certificate"]["headline"]):
        assert html.escape(value) in page
    by_number = (await client.get(f"/api/verifieer/{certificate.number}")).json()
    assert told["certificate"] == {name: value for name, value in by_number.items() if name != "checks"}
    assert [each["check"] for each in told["checks"]] == ["code", "standing", "validity", "printed", "file"]
    assert (answer.headers["x-robots-tag"], answer.headers["cache-control"]) == ("noindex", "no-store")


async def test_a_code_may_be_the_whole_address_in_capitals(client, certificate):
    code = code_of(certificate)
    asked = [code.upper(), f" {certificate.snapshot['verify_url']} ", certificate.snapshot["verify_url"].upper() + "/"]
    assert [(await ask_code(client, each)).status_code for each in asked] == [200, 200, 200]


@pytest.mark.parametrize("code", ["", "/", "abc", "a" * 5_000, "\0", "https://proeve.example/v/", "ı"])
async def test_an_unknown_code_is_not_ours(client, certificate, code):
    answer = await ask_code(client, code)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_code")


async def test_of_an_erased_one_the_code_gives_what_is_left(client, certificate, make, web_database):
    async with web_database.unit_of_work() as session:
        await erase_holder(session, make.operator(certificate.person_id), certificate.id)
    answer = await ask_code(client, code_of(certificate))
    assert answer.status_code == 410
    assert answer.json()["printed"] is None
    assert answer.json()["certificate"]["erased"]
    assert "elik" not in answer.text


async def test_codes_count_with_the_numbers(client, certificate):
    for _ in range(MOST_CHECKS):
        await ask_code(client, "abc")
    for answer in (await ask_code(client, code_of(certificate)), await client.get("/api/verifieer/12345")):
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_tries")


async def test_no_log_holds_a_code_even_when_it_fails(client, certificate, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("something else")

    monkeypatch.setattr("proeve.web.api.verifying.verify_token", fail)
    with capture_logs() as logs:
        answer = await ask_code(client, code_of(certificate))
    assert answer.status_code == 500
    assert [entry["event"] for entry in logs] == ["request_failed"]
    assert code_of(certificate) not in str(logs)


async def test_a_file_gets_the_verdict_of_the_page_with_every_check(client, certificate, web_database):
    async with web_database.reading() as session:
        pdf = (await session.get_one(CertificateFile, certificate.id)).pdf
    told = (await client.post("/api/verifieer/bestand", content=pdf)).json()
    assert (told["verdict"], told["headline"], told["certificate"]["number"]) == (
        "genuine",
        "Echt en geldig",
        certificate.number,
    )
    assert told["printed"]["holder"] == "Ayşe Çelik"
    assert {each["result"] for each in told["checks"]} == {"success"}
    changed = (await client.post("/api/verifieer/bestand", content=pdf + b"x")).json()
    assert (changed["verdict"], changed["headline"]) == ("changed", "Gewijzigd na uitgifte")


async def test_too_large_a_file_is_refused_with_the_limit_of_this_address(client):
    answer = await client.post("/api/verifieer/bestand", content=b"x" * (MOST_BODY + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert "groter dan 2 MB" in answer.json()["error"]["message"]
