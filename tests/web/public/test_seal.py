"""The page about the seal is honest about whose it is, and gives what anybody can check it by."""

import pytest
from cryptography import x509

from certificates.authority import fingerprint, make_root, make_sealing
from certificates.sealing.key_file import write_key_file
from proeve.register.keys import all_seals, import_seal, rotate_seal
from proeve.web.public.seal import in_fours


@pytest.fixture
def own_keys(web_settings, tmp_path, monkeypatch):
    """Keys of this test alone."""
    monkeypatch.setattr(type(web_settings), "keys_folder", property(lambda _: tmp_path / "own keys"))
    return web_settings


async def test_an_own_seal_is_called_that(client, web_settings):
    page = (await client.get("/verifieer/zegel")).text
    assert "Dit zegel is van Proeve zelf" in page
    assert "geen gekwalificeerd zegel" in page
    assert "Er zit geen tijdstempel" in page
    assert in_fours(all_seals(web_settings)[0].fingerprint) in page


async def test_a_seal_of_somebody_else_is_told_with_whose_it_is_and_the_old_one_stays_listed(client, own_keys):
    old = rotate_seal(own_keys)
    root = make_root("Vertrouwd BV", starts=old.certificate.not_valid_before_utc)
    theirs = make_sealing(root, "Proeve", starts=old.certificate.not_valid_before_utc)
    import_seal(own_keys, write_key_file(theirs, b"wachtzin"), "wachtzin")
    page = (await client.get("/verifieer/zegel")).text
    assert "Het stamcertificaat heet ‘Stamcertificaat van Vertrouwd BV’" in page
    assert "Dit zegel is van" not in page
    assert in_fours(old.fingerprint) in page


async def test_roots_of_before_are_named_and_given_too(client, own_keys):
    old = rotate_seal(own_keys).root
    new = rotate_seal(own_keys, root=True).root
    page = (await client.get("/verifieer/zegel")).text
    assert page.count("Stamcertificaat, geldig van") == 1
    assert in_fours(fingerprint(old)) in page
    answer = await client.get("/verifieer/stamcertificaat.pem")
    assert x509.load_pem_x509_certificates(answer.content) == [new, old]


async def test_the_page_works_before_there_is_a_key(client, own_keys):
    assert (await client.get("/verifieer/zegel")).status_code == 200
    assert len(all_seals(own_keys)) == 1


async def test_the_root_can_be_downloaded(client, web_settings):
    answer = await client.get("/verifieer/stamcertificaat.pem")
    assert x509.load_pem_x509_certificates(answer.content) == [all_seals(web_settings)[0].root]
