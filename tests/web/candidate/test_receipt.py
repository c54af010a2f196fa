"""The receipt stands on the result page of whoever handed in, and can be kept as a small file."""

import re
from datetime import timedelta

from proeve.exams.receipts.stored import find_receipt

HTML = {"accept": "text/html"}


async def receipt_of(life, attempt):
    async with life.database.reading() as session:
        return await find_receipt(session, life.scope, attempt.id)


async def test_the_result_page_shows_code_count_and_moment(employee, life, set_clock):
    attempt = await life.handed_in(right=3)
    page = (await employee.get(f"/mijn/toetsen/{attempt.id}/uitslag", headers=HTML)).text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert (await receipt_of(life, attempt)).code in words
    assert "Bewaard 3 keer een antwoord" in words
    assert "Afgesloten 10 maart 2026 om 10:00:00" in words


async def test_the_receipt_can_be_kept_as_text(employee, life):
    attempt = await life.handed_in(right=3)
    sent = await employee.get(f"/mijn/toetsen/{attempt.id}/ontvangstbewijs.txt")
    assert sent.headers["content-disposition"] == f'attachment; filename="ontvangstbewijs-{attempt.id}.txt"'
    assert f"Code:         {(await receipt_of(life, attempt)).code}" in sent.text
    assert "Naam:         Noor van Dalen" in sent.text
    assert max(len(line) for line in sent.text.splitlines()) <= 76


async def test_an_exam_that_time_closed_has_a_receipt_too(employee, life, set_clock):
    attempt = await life.started()
    set_clock.moment = attempt.deadline_at + timedelta(minutes=2)
    sent = await employee.get(f"/mijn/toetsen/{attempt.id}/ontvangstbewijs.txt")
    assert "Bewaard:      0 keer een antwoord" in sent.text


async def test_there_is_no_receipt_while_the_exam_runs(employee, life):
    attempt = await life.started()
    assert (await employee.get(f"/mijn/toetsen/{attempt.id}/ontvangstbewijs.txt")).status_code == 404


async def test_somebody_elses_receipt_does_not_exist(employee, other_life):
    attempt = await other_life.handed_in(right=3)
    assert (await employee.get(f"/mijn/toetsen/{attempt.id}/ontvangstbewijs.txt")).status_code == 404
