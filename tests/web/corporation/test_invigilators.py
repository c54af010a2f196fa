"""An administrator appoints invigilators of the own corporation, and takes that away."""

import re

from proeve.core.scope import Role

ILSE = {"given_name": "Ilse", "family_name": "Postma", "email": "ilse@elders.example"}
PATH = "/beheer/toezichthouders"


async def test_an_invigilator_is_appointed_and_dismissed(sign_in, lindehof):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    page = (await client.post(PATH, data=ILSE, follow_redirects=True)).text
    assert "Ilse Postma is nu toezichthouder" in page
    person = re.search(r'name="person" value="(\d+)"', page)[1]
    page = (await client.post(f"{PATH}/intrekken", data={"person": person}, follow_redirects=True)).text
    assert "ilse@elders.example" not in page


async def test_what_is_missing_is_asked_for(sign_in, lindehof):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    answer = await client.post(PATH, data=ILSE | {"email": "geen adres"})
    assert answer.status_code == 422
    assert "Ilse" in answer.text
