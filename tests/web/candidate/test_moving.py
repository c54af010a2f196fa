"""Taking certificates along: asked on the own page, confirmed by a click on the link in the mail."""

from sqlalchemy import select
from sqlmodel import col

from proeve.core.mail.messages import Message
from proeve.core.mail.sending import COMPOSERS

PATH = "/mijn/certificaten/meenemen"
PRIVATE = "prive@voorbeeld.example"
HTML = {"accept": "text/html"}


async def _link(life):
    async with life.database.unit_of_work() as session:
        asked = select(Message).where(col(Message.kind) == "certificates_move")
        message = (await session.scalars(asked)).one()
        letter = await COMPOSERS[message.kind](session, life.settings, message)
    return letter.body.partition("http://testserver.local")[2].split()[0]


async def test_without_certificates_nothing_can_be_taken_along(employee, life):
    answer = await employee.post(PATH, data={"email": PRIVATE})
    assert answer.status_code == 409


async def test_a_wrong_address_is_said_beside_the_field(employee, life):
    await life.certified(await life.handed_in())
    answer = await employee.post(PATH, data={"email": "nergens"})
    assert answer.status_code == 422
    assert 'value="nergens"' in answer.text


async def test_after_the_click_the_certificates_are_at_the_new_address(employee, life):
    attempt = await life.handed_in()
    certificate = await life.certified(attempt)
    assert PATH in (await employee.get("/mijn/certificaten", headers=HTML)).text
    answer = await employee.post(PATH, data={"email": PRIVATE}, follow_redirects=True)
    assert f"Wij hebben een e-mail gestuurd naar {PRIVATE}." in answer.text
    link = await _link(life)
    assert PRIVATE in (await employee.get(link)).text
    answer = await employee.post(link, follow_redirects=False)
    assert answer.headers["location"] == "/aanmelden"
    assert certificate.number not in (await employee.get("/mijn/certificaten", headers=HTML)).text
    result = (await employee.get(f"/mijn/toetsen/{attempt.id}/uitslag", headers=HTML)).text
    assert "staat niet meer bij dit account" in result
    assert "wordt gemaakt" not in result


async def test_an_unknown_link_is_a_page_that_says_so(employee, life):
    answer = await employee.get("/certificaten-meenemen/onbekend")
    assert answer.status_code == 404
    assert "Deze link werkt niet" in answer.text
