"""Anyone can check a certificate, and learns no more about its holder than the way they ask allows."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.status import Status
from proeve.core.errors import Invalid, NotFound
from proeve.register.revoking import revoke_certificate
from proeve.register.verifying import _initials, _is_surname, verify_number, verify_token


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan, passed_on=date(2026, 3, 9))


async def _verify(database, number, surname=""):
    async with database.reading() as session:
        return await verify_number(session, number, surname)


async def _scan(database, token):
    async with database.reading() as session:
        return await verify_token(session, token)


def _token(certificate):
    return certificate.snapshot["verify_url"].rpartition("/")[2]


async def test_a_number_tells_status_exam_and_dates_but_no_name(database, certificate):
    verdict = await _verify(database, certificate.number)
    assert verdict.status is Status.VALID
    assert (verdict.exam, verdict.exam_version) == ("Klantgericht werken", "2")
    assert (verdict.valid_from, verdict.valid_until) == (date(2026, 3, 9), date(2029, 3, 9))
    assert (verdict.initials, verdict.surname_matches, verdict.revoked_on) == ("J. B.", None, None)
    told = str(asdict(verdict))
    assert not any(secret in told for secret in ("Jan", "Berg", "Linde"))


@pytest.mark.parametrize("change", [str.lower, lambda number: number.replace("-", " "), lambda number: f" {number} "])
async def test_a_number_is_accepted_as_people_type_it(database, certificate, change):
    assert (await _verify(database, change(certificate.number))).number == certificate.number


async def test_a_mistyped_number_is_as_unknown_as_any_other(database, certificate):
    last = "2" if certificate.number[-1] != "2" else "3"
    refusals = []
    for number in (certificate.number[:-1] + last, "PR-2026-4FTR-ARPC-6"):
        with pytest.raises(NotFound, match="niet in het register") as refusal:
            await _verify(database, number)
        refusals.append((refusal.value.code, refusal.value.message))
    assert refusals[0] == refusals[1]
    with pytest.raises(Invalid, match="ziet eruit als"):
        await _verify(database, "12345")


async def test_a_surname_fits_or_not(database, certificate):
    for surname, fits in (("Berg", True), ("van der Berg", True), ("Bergen", False), ("  ", None)):
        assert (await _verify(database, certificate.number, surname)).surname_matches is fits


@pytest.mark.parametrize(
    ("name", "fitting", "other"),
    [
        ("Jan van der Berg", ["Berg", "van der Berg", "VAN DER BERG", "Jan van der Berg", " berg "], ["van", "Jan"]),
        ("Odile Çelik", ["Çelik", "Celik", "çelik"], ["Elik", "Odile"]),
        ("Fatma Yıldız", ["Yıldız", "Yildiz", "YILDIZ"], ["Yild"]),
        ("Łukasz Wałęsa", ["Wałęsa", "Walesa"], ["Lukasz"]),
        ("Søren Bjørnøy-Holm", ["Bjørnøy-Holm", "Bjornoy Holm", "Holm"], ["Bjørnøy"]),
        ("Wim in 't Veld", ["Veld", "in 't Veld", "in ’t Veld", "int Veld", "t Veld"], ["Wim", "in"]),
        ("Aoife O'Brien", ["O'Brien", "OBrien", "o brien"], ["Bri"]),
        ("Anna Jansen-de Vries", ["Jansen-de Vries", "jansen de vries", "de Vries"], ["Jansen"]),
        ("Günther Weiß", ["Weiß", "Weiss"], ["Wei"]),
    ],
)
def test_a_surname_is_compared_as_people_write_it(name, fitting, other):
    assert [surname for surname in fitting if not _is_surname(surname, name)] == []
    assert [surname for surname in [*other, "Pietersen", "-", "'"] if _is_surname(surname, name)] == []


@given(st.text(min_size=1), st.text())
def test_no_text_at_all_upsets_the_comparison(name, surname):
    assert _is_surname(surname, name) in {True, False}


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ayşe Çelik", "A. Ç."), ("Wim in 't Veld", "W. V."), ("Bob 't", "B. T."), ("Sukarno", "S."), ("Ivo I", "I. I.")],
)
def test_the_initials_are_those_of_the_first_and_the_last_word(name, initials):
    assert _initials(name) == initials


async def test_the_code_tells_everything_that_is_printed(database, certificate):
    full = await _scan(database, _token(certificate))
    snapshot = certificate.snapshot
    assert (full.holder, full.corporation, full.shown) == (
        "Jan van der Berg",
        "Woonstichting De Linde",
        snapshot["shown"],
    )
    assert full.passed_on == date(2026, 3, 9)
    assert full.verdict.number == certificate.number


async def test_the_code_is_read_in_capitals(database, certificate):
    assert (await _scan(database, _token(certificate).upper())).verdict.number == certificate.number


@pytest.mark.parametrize("token", ["", "x", "a" * 24, "ı" * 24, "a" * 10_000])
async def test_an_unknown_code_is_not_found(database, certificate, token):
    with pytest.raises(NotFound) as unknown:
        await _scan(database, token)
    assert unknown.value.code == "unknown_code"


async def test_a_revoked_certificate_says_so_and_since_when_but_not_why(
    database, certificate, linde, trainer, set_clock
):
    revoker = await trainer(linde)
    async with database.unit_of_work() as session:
        await revoke_certificate(session, revoker, certificate.id, reason="fraud", note="Zie dossier.")
    set_clock.advance(days=2000)
    verdict = await _verify(database, certificate.number)
    assert (verdict.status, verdict.revoked_on) == (Status.REVOKED, date(2026, 3, 10))
    assert "fraud" not in str(asdict(verdict))


@pytest.mark.parametrize(
    ("days", "status"),
    [(0, Status.EXPIRED), (-1, Status.EXPIRING_SOON), (-91, Status.EXPIRING_SOON), (-92, Status.VALID)],
)
async def test_the_status_is_that_of_today(database, certificate, set_clock, days, status):
    day_after = date(2029, 3, 10) - date(2026, 3, 10)
    set_clock.advance(days=(day_after + timedelta(days=days)).days)
    assert (await _verify(database, certificate.number)).status is status
