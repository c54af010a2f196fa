"""Who abuses the checking pages learns nothing, and takes little from others."""

import tempfile

import pytest
from sqlalchemy import Engine, event

from certificates.checks.submission import MOST_BYTES
from certificates.numbering import ALPHABET
from proeve.web.public import check_limit


def upload(content):
    return {"bestand": ("c.pdf", content, "application/pdf")}


async def test_a_file_is_never_written_to_a_disk(client, certificate, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("A temporary file was made.")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    answer = await client.post("/verifieer/bestand", files=upload(b"x" * (MOST_BYTES - 1000)))
    assert answer.status_code == 200


async def test_lists_and_files_have_limits_of_their_own(client, certificate, monkeypatch):
    monkeypatch.setattr(check_limit, "MOST_FILES", 1)
    monkeypatch.setattr(check_limit, "MOST_LISTS", 1)
    monkeypatch.setattr(check_limit, "MOST_PROOFS", 1)
    asked = {
        "file": lambda: client.post("/api/verifieer/bestand", content=b"x"),
        "list": lambda: client.post("/api/verifieer", json={"numbers": ["x"]}),
        "proof": lambda: client.post("/verifieer/bewijs", data={"bewijs": "x"}),
    }
    for ask in asked.values():
        assert (await ask()).status_code != 429
        answer = await ask()
        assert answer.status_code == 429
        assert "retry-after" in answer.headers


@pytest.mark.parametrize("path", ["/verifieer?nummer={}", "/api/verifieer/{}?"])
async def test_surnames_are_tried_a_few_times_for_a_number_and_never_keep_it_from_being_checked(
    client, certificate, monkeypatch, path
):
    monkeypatch.setattr(check_limit, "MOST_SURNAMES", 2)
    address = path.format(certificate.number)
    spelled_otherwise = path.format(certificate.number.lower().replace("-", ""))
    tried = [await client.get(f"{each}&achternaam=Aa") for each in (address, spelled_otherwise, address)]
    assert [answer.status_code for answer in tried] == [200, 200, 429]
    assert "retry-after" in tried[-1].headers
    assert "Laat de achternaam leeg" in tried[-1].text
    assert "/api/" in path or f'value="{certificate.number}"' in tried[-1].text
    assert (await client.get(address)).status_code == 200


async def test_trying_the_last_character_of_a_number_tells_nothing(client, certificate):
    almost = certificate.number[:-3] + ("2" if certificate.number[-3] != "2" else "3") + "-"
    answers = [await client.get(f"/api/verifieer/{almost}{last}") for last in ALPHABET[:12]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


@pytest.fixture
def statements():
    """What the database is asked, statement by statement."""
    asked = []

    def listen(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    yield asked
    event.remove(Engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("path", ["/verifieer?nummer={}", "/verifieer?nummer={}&achternaam=Berg", "/api/verifieer/{}"])
async def test_a_mistyped_number_takes_the_same_statements_as_any_unknown_one(client, certificate, statements, path):
    mistyped = certificate.number[:-1] + ("2" if certificate.number[-1] != "2" else "3")
    asked = []
    for number in ("PR-2026-4FTR-ARPC-6", "PR-2026-4FTR-ARPC-6", mistyped, "PR-1900-2222-2222-2"):
        statements.clear()
        assert (await client.get(path.format(number))).status_code == 404
        asked.append(tuple(statements))
    # The first one began the count of tries.
    assert len(set(asked[1:])) == 1
    assert any("FROM certificate" in statement for statement in asked[1])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--y"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=bestand\r\n"),
        ("multipart/form-data; boundary=" + "x" * 5000, b"x"),
        ("application/pdf", b"%PDF-"),
        ("text/plain; boundary=x", b""),
    ],
)
async def test_a_broken_form_is_asked_for_again(client, kind, body):
    answer = await client.post("/verifieer/bestand", content=body, headers={"content-type": kind})
    assert answer.status_code == 422
    assert "bestand" in answer.text


async def test_the_address_of_another_does_not_open_by_guessing(client, certificate):
    for path in ("/delen/", "/v/"):
        for token in ("a" * 32, "%2e%2e", "\u202e", "1", certificate.token_hash.hex()):
            assert (await client.get(path + token)).status_code == 404
