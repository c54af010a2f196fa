"""The compliance pages: what they say, where they lead, and that nothing of another corporation shows."""

import html
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.mail.messages import Message
from proeve.register.certificates import Certificate
from proeve.register.digests import compose_digest
from proeve.register.reminder_letters import DIGEST
from proeve.register.reminders import CertificateReminder
from proeve.register.reminding import send_reminders

TODAY = date(2026, 3, 10)
KW = "klantgericht-werken"
BASE = "/beheer/naleving"


def _rows(html):
    """Return the words of each row of the first table."""
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


async def test_a_corporation_without_staff_is_told_where_to_begin(read):
    assert "Zet eerst uw medewerkers erin" in (await read(BASE)).text


async def test_everybody_is_shown_with_their_standing_and_until_when(read, people):
    page = await read(BASE)
    assert "2 van 6 medewerkers hebben een geldig certificaat" in page.text
    rows = {row.split(" ")[0]: row for row in _rows(page.html)}
    assert set(rows) == set(people)
    assert "Verloopt binnenkort" in rows["Sami"]
    assert "t/m 19-04-2026" in rows["Sami"]
    assert rows["Ans"].count("Ontbreekt") == 2
    assert "Ingetrokken" in rows["Fatima"]
    assert "Geschorst" in rows["Kees"]
    assert "Zoë" not in page.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=missing", {"Noor", "Bo", "Fatima", "Ans"}),
        (f"status=missing&toets={KW}", {"Ans"}),
        ("status=onzin", {"Noor", "Sami", "Bo", "Fatima", "Kees", "Ans"}),
        ("team=Verhuur", {"Sami", "Kees"}),
        ("functie=Opzichter&status=expiring_soon", {"Sami"}),
        ("zoek=amrani", {"Fatima"}),
        ("van=2026-04-01&voor=2026-07-01", {"Sami"}),
    ],
)
async def test_the_matrix_is_narrowed_by_its_address(read, people, query, names):
    page = await read(f"{BASE}?{query}")
    assert {row.split(" ")[0] for row in _rows(page.html)} == names


async def test_the_cards_count_everybody_whatever_standing_is_asked_for(read, people):
    assert "2 van 6 medewerkers hebben" in (await read(f"{BASE}?status=expired&toets={KW}")).text


async def test_a_day_that_is_none_is_told(read, people):
    assert "Vul een datum in" in (await read(f"{BASE}?van=gisteren", status=422)).text


async def test_the_matrix_sorts_by_the_day_of_an_exam(read, people):
    rows = _rows((await read(f"{BASE}?sort=until:{KW}")).html)
    assert [row.split(" ")[0] for row in rows] == ["Bo", "Sami", "Kees", "Fatima", "Noor", "Ans"]


async def test_the_workbook_and_the_csv_hold_the_same_people(read, people, make):
    csv = (await read(f"{BASE}/export.csv?status=missing&toets={KW}")).content.decode("utf-8-sig").splitlines()
    assert csv[0].endswith("Klantgericht werken: stand;Klantgericht werken: geldig t/m;Klantgericht werken: nummer")
    assert [line.split(";")[1] for line in csv[1:]] == ["Ans Willems"]
    book = CalamineWorkbook.from_filelike(io.BytesIO((await read(f"{BASE}/export.xlsx")).content))
    assert len(book.get_sheet_by_name("Naleving").to_python()) == 7
    async with make.database.reading() as session:
        exported = await session.scalars(select(AuditEvent).where(col(AuditEvent.action) == "compliance.export"))
        assert [each.facts["rows"] for each in exported] == [1, 6]


async def test_ticked_people_are_chosen_in_planning(read, people):
    page = await read(f"{BASE}/kiezen?toets={KW}", {"chosen": str(people["Ans"].id)})
    assert page.path == f"/beheer/afnames/nieuw?medewerkers={people['Ans'].id}&toets={KW}"
    assert (await read(f"{BASE}/kiezen", {})).path == BASE


async def test_all_people_of_a_list_are_chosen_by_its_filters(read, people):
    page = await read(f"{BASE}/kiezen?status=missing&toets={KW}", {"everything": "1"})
    assert page.path == f"/beheer/afnames/nieuw?uit=naleving&toets={KW}&status=missing"
    assert _chosen(page.html) == {people["Ans"].id}


def _chosen(html):
    boxes = re.findall(r'<input[^>]*name="people"[^>]*>', html)
    return {int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if " checked" in box}


async def test_a_quarter_leads_to_planning_with_exactly_those_people(read, people):
    page = await read(f"{BASE}/vooruitblik")
    assert "Deze 2 certificaten verlopen in het tweede kwartaal van 2026" in page.text
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="(/beheer/afnames/nieuw\?[^"]+)"', page.html)]
    assert links[0] == f"/beheer/afnames/nieuw?uit=naleving&toets={KW}&van=2026-04-01&voor=2026-07-01"
    plan = await read(links[0])
    assert _chosen(plan.html) == {people["Sami"].id}
    assert re.search(rf'value="{KW}"[^>]*(checked|selected)', plan.html)


async def test_the_forecast_says_from_when_a_sitting_costs_nobody_a_day(read, people, make):
    page = await read(f"{BASE}/vooruitblik")
    # Sami's two certificates end within ninety days already, and Kees' on 3 February 2027.
    assert re.findall(r"Vanaf ([^.]+) verliest niemand dagen", page.text) == ["5 november 2026"]
    await make.dated(people["Ans"], TODAY + timedelta(days=95))
    page = await read(f"{BASE}/vooruitblik")
    assert re.findall(r"Vanaf ([^.]+) verliest niemand dagen", page.text)[0] == "15 maart 2026"


async def test_a_bar_leads_to_the_people_of_its_month(read, people):
    page = await read(f"{BASE}/vooruitblik")
    assert 'href="/beheer/naleving?van=2026-04-01&amp;voor=2026-05-01"' in page.html
    assert "april 2026: 1" in page.text


async def test_where_nothing_expires_the_forecast_says_so(read):
    assert "Er verloopt voorlopig niets" in (await read(f"{BASE}/vooruitblik")).text


async def test_the_preview_shows_what_goes_out_and_sends_nothing(read, people, make):
    page = await read(f"{BASE}/herinneringen")
    assert _rows(page.html)[0].startswith("Sami Yilmaz woensdag 11 maart")
    assert "Uw certificaat" in page.text
    assert "Noor van Dalen krijgt daarna één overzicht" in page.text
    assert "Zoë" not in page.text
    async with make.database.reading() as session:
        assert list(await session.scalars(select(Message))) == []


def _digest_shown(page):
    return html.unescape(page.html.partition('id="overzicht"')[2].partition("</section>")[0])


async def test_the_digest_is_shown_as_it_is_sent(read, people, make, lindehof, set_clock):
    await send_reminders(make.context)
    await make.dated(people["Ans"], clock.today() + timedelta(days=97))
    shown = _digest_shown(page := await read(f"{BASE}/herinneringen"))
    assert "in de nacht naar dinsdag 17 maart" in page.text
    assert "Sami Yilmaz" not in shown  # The first digest told of him.
    set_clock.advance(days=7)
    await send_reminders(make.context)
    async with make.database.reading() as session:
        digests = select(Message).where(col(Message.kind) == DIGEST).order_by(col(Message.id))
        message = (await session.scalars(digests)).all()[-1]
        sent = await compose_digest(session, make.context.settings, message)
    assert sent.subject in shown
    assert sent.body in shown
    assert "Ans Willems" in sent.body


async def test_who_was_reminded_since_the_last_digest_is_in_the_next(read, people, make):
    await send_reminders(make.context)
    async with make.database.unit_of_work() as session:
        await session.execute(update(CertificateReminder).values(told_at=None))
        await session.execute(update(Certificate).values(revoked_at=clock.now(), revocation_reason="fraud"))
    page = await read(f"{BASE}/herinneringen")
    assert "gaat er niets uit" in page.text
    assert "Sami Yilmaz" in _digest_shown(page)


async def test_without_news_no_digest_is_shown(read):
    assert _digest_shown(await read(f"{BASE}/herinneringen")) == ""


async def test_the_address_of_ones_own_is_not_shown(read, people, make, web_database):
    private = await make.person("Sami||Yilmaz", email="sami.prive@voorbeeld.example")
    async with web_database.unit_of_work() as session:
        theirs = update(Certificate).where(col(Certificate.staff_member_id) == people["Sami"].id)
        await session.execute(theirs.values(person_id=private.id))
    page = await read(f"{BASE}/herinneringen")
    assert "Aan het eigen e-mailadres van de houder" in page.text
    assert _rows(page.html)[0].startswith("Sami Yilmaz")
    assert private.email not in page.html


async def test_what_was_sent_is_no_longer_announced(read, people, make):
    before = _rows((await read(f"{BASE}/herinneringen")).html)
    await send_reminders(make.context)
    after = _rows((await read(f"{BASE}/herinneringen")).html)
    assert len(before) - len(after) == 2


async def test_the_feed_opens_without_signing_in_and_a_new_address_ends_the_old_one(read, people, pages):
    page = await read(f"{BASE}/agenda", {})
    (address,) = re.findall(r'value="http://testserver\.local(/agenda/[^"]+)"', page.html)
    pages.cookies.clear()
    feed = await pages.get(address)
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.headers["cache-control"] == "no-store"
    assert feed.text.count("BEGIN:VEVENT") == 4
    assert "Yilmaz" not in feed.text
    assert (await pages.get("/agenda/onbekend/certificaten.ics")).status_code == 404


async def test_wrong_addresses_of_feeds_cannot_be_tried_for_ever(pages):
    answers = [(await pages.get(f"/agenda/{number}/certificaten.ics")).status_code for number in range(31)]
    assert answers == [404] * 30 + [429]


async def test_a_feed_can_be_stopped(read, people, pages):
    page = await read(f"{BASE}/agenda", {})
    (address,) = re.findall(r'value="http://testserver\.local(/agenda/[^"]+)"', page.html)
    assert "Adres maken" in (await read(f"{BASE}/agenda/stoppen", {})).text
    assert (await pages.get(address)).status_code == 404


async def test_points_are_set_and_reported(read, people):
    form = {"exam": KW, "points": "1,5", "applies_from": "2026-01-01"}
    page = await read(f"{BASE}/pe-punten", form)
    assert "De PE-punten van Klantgericht werken zijn opgeslagen." in page.text
    assert "samen 4,5 PE-punten" in page.text
    csv = (await read(f"{BASE}/pe-punten/export.csv?jaar=2026")).content.decode("utf-8-sig").splitlines()
    assert len(csv) == 5
    book = CalamineWorkbook.from_filelike(io.BytesIO((await read(f"{BASE}/pe-punten/export.xlsx")).content))
    assert book.sheet_names == ["PE-punten 2026"]


async def test_a_wrong_number_of_points_comes_back_with_what_was_typed(read, people):
    form = {"exam": KW, "points": "veel", "applies_from": "2026-01-01"}
    page = await read(f"{BASE}/pe-punten", form, status=422)
    assert "zoals 1,5" in page.text
    assert 'value="veel"' in page.html
    page = await read(f"{BASE}/pe-punten", {"exam": "", "points": "", "applies_from": ""}, status=422)
    assert "Kies een toets." in page.text


async def test_the_archive_comes_with_its_length_and_only_of_ones_own(read, people, pages, make):
    await make.issued(people["Ans"])
    page = await read("/beheer/certificaten/zip?zoek=Willems")
    assert "U downloadt 1 certificaat in één zip-bestand" in page.text
    answer = await pages.get("/beheer/certificaten/export.zip?zoek=Willems", headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "content-encoding" not in answer.headers
    assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 3
    head = await pages.head("/beheer/certificaten/export.zip?zoek=Willems")
    assert head.headers["content-length"] == answer.headers["content-length"]
    refused = await read("/beheer/certificaten/zip?zoek=Vries", status=422)
    assert "Er zijn geen certificaten om te downloaden" in refused.text


async def test_planning_too_early_says_what_it_costs_and_when_it_no_longer_does(read, people):
    window = {"opens_day": "2026-03-16", "opens_time": "09:00", "closes_day": "2026-03-27", "closes_time": "17:00"}
    chosen = {"people": [str(people[name].id) for name in ("Noor", "Sami", "Bo", "Kees", "Ans")]}
    page = await read("/beheer/afnames/nieuw", {"exam": "klantgericht-werken", **window, **chosen})
    assert "1 medewerker heeft al een certificaat" in page.text
    assert "Vanaf 10 november 2027 verliest niemand iets" in page.text
    chosen["people"].remove(str(people["Noor"].id))
    page = await read("/beheer/afnames/nieuw", {"exam": "klantgericht-werken", **window, **chosen})
    assert "Dit is vroeg" not in page.text
