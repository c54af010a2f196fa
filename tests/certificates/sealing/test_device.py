"""A key in a device seals as one in a file does; the device is SoftHSM, which speaks PKCS#11 as real ones do."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from certificates.authority import fingerprint
from certificates.sealing.device import Device, DeviceSeal
from certificates.sealing.provider import CannotSeal

PIN = "1234"


@pytest.fixture(scope="module")
def device(identity, soft_tokens):
    """A token that holds the sealing key, its certificate, and those above it."""
    soft_tokens.add("proeve", "zegel", identity, pin=PIN)
    return Device(module=str(soft_tokens.module), token="proeve", label="zegel")


@pytest.fixture
def provider(device, identity):
    provider = DeviceSeal(device, PIN, now=lambda: identity.certificate.not_valid_before_utc)
    yield provider
    provider.close()


def test_a_device_seals_as_a_file_does(provider, archived, status_of):
    status = status_of(provider.seal(archived))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


def test_a_device_tells_whose_seal_it_is(provider, identity):
    assert provider.fingerprint == fingerprint(identity.certificate)
    assert provider.chain == identity.chain


def test_two_seals_of_one_device_work_side_by_side(provider, device, archived, status_of):
    beside = DeviceSeal(device, PIN, now=provider._now)
    assert status_of(beside.seal(archived)).bottom_line
    beside.close()
    assert status_of(provider.seal(archived)).bottom_line


def test_several_can_ask_at_once(provider, archived, status_of):
    with ThreadPoolExecutor(4) as crowd:
        sealed = list(crowd.map(provider.seal, [archived] * 8))
    assert all(status_of(each).bottom_line for each in sealed)


def test_a_device_that_was_away_is_opened_again(provider, archived, status_of):
    provider.close()
    assert status_of(provider.seal(archived)).bottom_line


@pytest.mark.parametrize(
    "change", [{"pin": "9999"}, {"token": "elders"}, {"label": "niets"}, {"module": "/no/library.so"}]
)
def test_what_does_not_open_is_said_in_words(device, identity, change):
    pin = change.pop("pin", PIN)
    changed = Device(**({"module": device.module, "token": device.token, "label": device.label} | change))
    with pytest.raises(CannotSeal, match="PROEVE_DEVICE_PIN"):
        DeviceSeal(changed, pin, now=lambda: identity.certificate.not_valid_before_utc)
