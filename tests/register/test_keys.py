"""Keys are made once, renewed on request, and what the old ones signed can still be checked."""

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.authority import AuthorityTooOld, fingerprint, make_sealing
from certificates.sealing.key_file import read_key_file, write_key_file
from certificates.sealing.provider import CannotSeal
from certificates.verifying import FileVerdict, verify_file
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.badge_keys import ensure_badge_keys
from proeve.register.keys import (
    all_seals,
    badge_keys,
    ensure_keys,
    import_seal,
    lock_keys,
    rotate_badge_keys,
    rotate_seal,
    seal_provider,
    time_stamp_roots,
    trust_time_stamps,
    trusted_roots,
    use_device,
)
from proeve.register.making import Draft, apart, make_certificate
from proeve.register.seal_keys import ensure_seal
from proeve.register.trust import trust_in, trust_of

STARTS = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def fresh(tmp_path):
    """An installation without keys."""
    return Settings("", tmp_path, b"secret", public_url="https://toetsen.example", issuer="Stichting Proeve")


@pytest.fixture(scope="module")
def kept_folder(tmp_path_factory):
    """A folder of keys that tests may add to."""
    folder = tmp_path_factory.mktemp("kept")
    ensure_keys(Settings("", folder, b"secret", issuer="Stichting Proeve"), starts=STARTS)
    return folder


@pytest.fixture
def kept(kept_folder):
    """An installation with keys."""
    return Settings("", kept_folder, b"secret", issuer="Stichting Proeve")


def test_what_is_missing_is_made_when_it_is_asked_for(fresh):
    provider, keys = seal_provider(fresh), badge_keys(fresh)
    (seal,) = all_seals(fresh)
    assert (seal.fingerprint, seal.in_use, seal.is_own) == (provider.fingerprint, True, True)
    assert keys.public_url == "https://toetsen.example"
    assert keys.retired == ()


def test_keys_are_valid_from_the_moment_that_was_asked_for(kept):
    assert all_seals(kept)[-1].certificate.not_valid_before_utc == STARTS


def test_nothing_is_made_twice(kept):
    before = (seal_provider(kept).fingerprint, badge_keys(kept).proof_key.private_bytes_raw())
    ensure_keys(kept)
    assert (seal_provider(kept).fingerprint, badge_keys(kept).proof_key.private_bytes_raw()) == before


def test_a_renewed_seal_is_used_at_once_and_the_old_one_stays_known(kept):
    old = seal_provider(kept).fingerprint
    renewed = rotate_seal(kept)
    assert seal_provider(kept).fingerprint == renewed.fingerprint != old
    assert [seal.fingerprint for seal in all_seals(kept)][:2] == [renewed.fingerprint, old]
    assert [seal.in_use for seal in all_seals(kept)][:2] == [True, False]


def test_every_seal_is_trusted_by_the_same_root(kept):
    rotate_seal(kept)
    (root,) = trusted_roots(kept)
    assert {seal.root for seal in all_seals(kept)} == {root}


async def test_what_was_sealed_under_an_old_root_stays_genuine_beside_what_the_new_one_vouches_for(fresh, facts):
    draft = Draft(facts, token="4ftrarpc7k2m9xyz3hjk4ftr", status_index=7)
    old = await make_certificate(fresh, draft)
    old_root = rotate_seal(fresh).root
    renewed = rotate_seal(fresh, root=True)
    new = await make_certificate(fresh, draft)
    assert (new.seal_key, renewed.is_own) == (renewed.fingerprint, True)
    assert trusted_roots(fresh) == [renewed.root, old_root]
    assert rotate_seal(fresh).root == renewed.root
    for trust in (trust_of(fresh), trust_in(trusted_roots(fresh))):
        verdicts = [await apart(verify_file, each.pdf, trust) for each in (old, new)]
        assert [each.verdict for each in verdicts] == [FileVerdict.GENUINE] * 2
    only_old = await apart(verify_file, new.pdf, trust_in([old_root]))
    assert only_old.verdict is FileVerdict.FOREIGN


def test_keys_under_every_root_are_locked_under_a_passphrase(fresh):
    rotate_seal(fresh, root=True)
    with_passphrase = replace(fresh, key_passphrase="wachtzin")
    ensure_badge_keys(fresh)
    assert lock_keys(with_passphrase) == 2 * 2 + 2 + 2  # Roots and issuing keys, seals, and one pair for badges.
    assert rotate_seal(with_passphrase, root=True).generation == 3


def test_an_authority_in_its_last_years_wants_a_new_root_first(fresh):
    ensure_keys(fresh, starts=STARTS)
    with clock.running_from(lambda: STARTS + timedelta(days=31 * 366)):
        with pytest.raises(AuthorityTooOld, match="proeve keys rotate --root"):
            rotate_seal(fresh)
        assert rotate_seal(fresh, root=True).fingerprint == seal_provider(fresh).fingerprint


def test_renewed_badge_keys_are_used_at_once_and_the_old_ones_stay_published(kept):
    old = badge_keys(kept)
    new = rotate_badge_keys(kept)
    assert badge_keys(kept).proof_key.private_bytes_raw() == new.proof_key.private_bytes_raw()
    assert new.proof_key.private_bytes_raw() != old.proof_key.private_bytes_raw()
    assert old.proof_key.public_key() in new.retired
    assert old.token_key.public_key() in new.retired


def test_a_seal_of_somebody_else_can_be_used_and_is_trusted_by_its_own_root(kept, fresh):
    theirs = seal_provider(fresh)
    place = fresh.keys_folder / "seals/0001/seal.p12"
    file = write_key_file(read_key_file(place.read_bytes(), fresh.key_secret), b"their own")
    known = import_seal(kept, file, "their own")
    assert known.fingerprint == theirs.fingerprint == seal_provider(kept).fingerprint
    assert len(trusted_roots(kept)) == 2
    assert [seal.is_own for seal in all_seals(kept)][:2] == [False, True]
    with pytest.raises(CannotSeal, match="--own"):
        rotate_seal(kept)
    assert seal_provider(kept).fingerprint == theirs.fingerprint
    assert rotate_seal(kept, own=True).is_own


def test_a_seal_of_somebody_else_needs_its_passphrase(kept):
    count = len(all_seals(kept))
    with pytest.raises(CannotSeal):
        import_seal(kept, b"no key", "wrong")
    assert len(all_seals(kept)) == count


def test_a_wrong_passphrase_of_a_file_is_not_blamed_on_the_settings(kept, fresh):
    theirs = (ensure_seal(fresh, STARTS) / "seal.p12").read_bytes()
    with pytest.raises(CannotSeal) as refused:
        import_seal(kept, theirs, "wrong")
    assert "de wachtzin van dit bestand" in str(refused.value)
    assert "PROEVE_KEY_PASSPHRASE" not in str(refused.value)


def test_an_expired_seal_is_not_imported(kept):
    issuing = read_key_file((kept.keys_folder / "authority/0001/issuing.p12").read_bytes(), kept.key_secret)
    identity = make_sealing(issuing, "Een ander", starts=STARTS)
    file = write_key_file(identity, b"their own")
    count = len(all_seals(kept))
    with clock.running_from(lambda: identity.certificate.not_valid_after_utc), pytest.raises(CannotSeal) as refused:
        import_seal(kept, file, "their own")
    assert "verlopen op 31 december 2038" in str(refused.value)
    assert len(all_seals(kept)) == count


def test_an_expired_seal_does_not_seal_and_can_be_renewed(fresh):
    ensure_keys(fresh, starts=STARTS)
    provider = seal_provider(fresh)
    with clock.running_from(lambda: provider.certificate.not_valid_after_utc):
        with pytest.raises(CannotSeal, match="verlopen"):
            seal_provider(fresh)
        ensure_keys(fresh)
        assert rotate_seal(fresh).fingerprint == seal_provider(fresh).fingerprint


def test_a_key_in_a_device_can_be_used(kept, soft_tokens):
    """The device holds another key than the folder ever had, so that nothing else can seal in its place."""
    issuing = read_key_file((kept.keys_folder / "authority/0001/issuing.p12").read_bytes(), kept.key_secret)
    identity = make_sealing(issuing, "Een ander", starts=STARTS)
    soft_tokens.add("zegels", "een", identity, pin="4321")
    with_pin = replace(kept, device_pin="4321")
    known = use_device(with_pin, module=str(soft_tokens.module), token="zegels", label="een")
    assert known.fingerprint == seal_provider(with_pin).fingerprint == fingerprint(identity.certificate)
    assert not list((kept.keys_folder / f"seals/{known.generation:04}").glob("*.p12"))
    with pytest.raises(CannotSeal, match="--own"):
        rotate_seal(with_pin)
    assert rotate_seal(with_pin, own=True).is_own


def test_a_seal_of_our_own_can_follow_on_a_device_that_sealed_from_the_first_day(kept, fresh, soft_tokens):
    issuing = read_key_file((kept.keys_folder / "authority/0001/issuing.p12").read_bytes(), kept.key_secret)
    soft_tokens.add("eerste", "een", make_sealing(issuing, "Een ander", starts=STARTS), pin="4321")
    with_pin = replace(fresh, device_pin="4321")
    use_device(with_pin, module=str(soft_tokens.module), token="eerste", label="een")
    own = rotate_seal(with_pin, own=True)
    assert (own.is_own, own.generation) == (True, 2)
    assert seal_provider(with_pin).fingerprint == own.fingerprint


def test_a_device_that_does_not_open_changes_nothing(kept):
    count = len(all_seals(kept))
    with pytest.raises(CannotSeal, match="PROEVE_DEVICE_PIN"):
        use_device(kept, module="/no/such/library.so", token="zegels", label="een")
    assert len(all_seals(kept)) == count


def test_whose_time_stamps_are_trusted_is_kept(kept):
    roots = trusted_roots(kept)
    trust_time_stamps(kept, roots[0].public_bytes(Encoding.PEM))
    assert time_stamp_roots(kept) == roots[:1]
    with pytest.raises(CannotSeal):
        trust_time_stamps(kept, b"geen certificaat")


def test_certificates_can_be_read_without_the_passphrase_and_keys_cannot(kept):
    stranger = replace(kept, key_passphrase="not this one")
    assert all_seals(stranger) == all_seals(kept)
    with pytest.raises(CannotSeal, match="PROEVE_KEY_PASSPHRASE"):
        seal_provider(stranger)
    with pytest.raises(CannotSeal, match="PROEVE_KEY_PASSPHRASE"):
        badge_keys(stranger)
    with pytest.raises(CannotSeal):
        ensure_keys(stranger)


def test_nothing_in_the_folder_is_readable_by_others_or_unlocked(kept):
    files = [path for path in kept.keys_folder.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert not [path for path in files if b"BEGIN PRIVATE KEY" in path.read_bytes()]
    assert not [path for path in files if b"BEGIN RSA PRIVATE KEY" in path.read_bytes()]


START = """
import sys
from pathlib import Path
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.keys import badge_keys, ensure_keys, seal_provider
settings = Settings("", Path(sys.argv[1]), b"secret")
ensure_keys(settings)
print(seal_provider(settings).fingerprint, badge_keys(settings).proof_key.private_bytes_raw().hex())
"""


def test_two_processes_that_start_at_once_end_up_with_the_same_keys(tmp_path):
    command = [sys.executable, "-c", START, str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate()[0] for process in started}
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(said) == 1
    assert sorted(path.name for path in tmp_path.glob("keys/*/*")) == ["0001", "0001", "0001"]


ROTATE = """
import sys
from pathlib import Path
from proeve.core.settings import Settings
from proeve.register.keys import rotate_seal
print(rotate_seal(Settings("", Path(sys.argv[1]), b"secret"), root=True).fingerprint)
"""


def test_two_processes_that_renew_the_root_at_once_both_leave_a_chain_that_holds(tmp_path):
    settings = Settings("", tmp_path, b"secret")
    ensure_keys(settings)
    command = [sys.executable, "-c", ROTATE, str(tmp_path)]
    started = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    seals = all_seals(settings)
    assert [each.generation for each in seals] == [3, 2, 1]
    assert all(each.is_own for each in seals)
    for seal in seals:
        for lower, upper in itertools.pairwise((seal.certificate, *seal.chain)):
            lower.verify_directly_issued_by(upper)
    assert seal_provider(settings).fingerprint == seals[0].fingerprint


def test_the_sealing_certificate_can_be_looked_up_by_what_a_certificate_remembers(kept):
    remembered = seal_provider(kept).fingerprint
    (found,) = [seal for seal in all_seals(kept) if seal.fingerprint == remembered]
    assert fingerprint(found.certificate) == remembered
    assert found.certificate.public_bytes(Encoding.PEM).startswith(b"-----BEGIN CERTIFICATE-----")
