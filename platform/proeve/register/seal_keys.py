"""The own chain of trust and the seals under it: made once, renewed on request, and known for ever.

`authority/0001/` holds root.pem, root.p12 and issuing.p12; `seals/0001/` holds chain.pem and what opens the key:
seal.p12, or device.json where the key is in a device. Anybody may read what ends in .pem.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.authority import Identity, draw_key, fingerprint, make_issuing, make_root, make_sealing
from certificates.sealing.key_file import KeyFileSeal, read_key_file, write_key_file
from certificates.sealing.provider import CannotSeal, SealProvider
from certificates.sealing.time_stamps import WebTimeStamper
from proeve.core import clock
from proeve.core.dutch import day
from proeve.core.settings import Settings
from proeve.register.key_folder import add_first, add_next, all_generations, newest

AUTHORITY, SEALS = "authority", "seals"
ROOT, ROOT_KEY, ISSUING = "root.pem", "root.p12", "issuing.p12"
CHAIN, SEAL, DEVICE = "chain.pem", "seal.p12", "device.json"

FILE_STAYS_CLOSED = (
    "Het bestand gaat niet open. Kijk of u de wachtzin van dit bestand goed intypte, en of het een PKCS#12-bestand is."
)
EXPIRED = (
    "Het certificaat van het zegel is verlopen op {}. Lees een nieuw zegel in met: proeve keys import. Of maak er zelf "
    "een met: proeve keys rotate --own"
)
NOT_SELF_MADE = (
    "Het zegel dat nu in gebruik is, heeft Proeve niet zelf gemaakt. Vraag een nieuw zegel aan bij wie het uitgaf, en "
    "geef daarna: proeve keys import of proeve keys device. Wilt u verder met een zegel van uzelf? Geef dan: "
    "proeve keys rotate --own. Wilt u alleen de sleutels van de badges vernieuwen? Geef dan: proeve keys rotate "
    "--no-seal"
)


@dataclass(frozen=True, slots=True)
class KnownSeal:
    """A sealing certificate of now or of before, with those above it; `generation` counts from 1."""

    generation: int
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    in_use: bool
    is_own: bool
    """Whether we made its root ourselves, so that nobody else vouches for it."""

    @property
    def fingerprint(self) -> str:
        """What files remember it by: its SHA-256 in hexadecimal."""
        return fingerprint(self.certificate)

    @property
    def root(self) -> x509.Certificate:
        """What it is trusted by."""
        return self.chain[-1] if self.chain else self.certificate


def ensure_seal(settings: Settings, starts: datetime) -> Path:
    """Return the folder of the seal in use, made first when there is none yet."""
    folder = settings.keys_folder / SEALS
    place = newest(folder)
    if place is None:
        _ensure_authority(settings, starts)
        place = add_first(folder, _files_of(settings, _new_identity(settings, starts)))
    return place


def seal_provider(settings: Settings) -> SealProvider:
    """Return what seals now, which another process may have renewed a moment ago; raise CannotSeal.

    Raises that also when its certificate has expired. The first call takes some milliseconds, or a second when there
    are no keys yet; call it apart from an event loop.
    """
    provider = open_seal(settings)
    _refuse_expired(provider.certificate)
    return provider


def open_seal(settings: Settings) -> SealProvider:
    """Return the same without looking at dates: who has an expired seal must be able to start, and to renew it."""
    return _open(ensure_seal(settings, clock.now()), settings.key_secret, settings.device_pin, settings.time_stamp_url)


def rotate_seal(settings: Settings, *, own: bool = False, root: bool = False) -> KnownSeal:
    """Seal with a new key from now on, also under a new root when asked; what is trusted by the old one stays so.

    Raises AuthorityTooOld when the issuing certificate is in its last years and the root is to stay. Raises CannotSeal
    as well when the seal in use is somebody else's or in a device: what others vouch for is given up only by who says
    so (`own`).
    """
    place = ensure_seal(settings, clock.now())
    if not own and ((place / DEVICE).exists() or not all_seals(settings)[0].is_own):
        raise CannotSeal(NOT_SELF_MADE)
    if root:
        add_next(settings.keys_folder / AUTHORITY, _new_authority(settings, clock.now()))
    # Where a device sealed from the first day on, no authority was made yet.
    _ensure_authority(settings, clock.now())
    return _go_on_with(settings, _new_identity(settings, clock.now()))


def import_seal(settings: Settings, file: bytes, passphrase: str) -> KnownSeal:
    """Seal with somebody else's PKCS#12 file from now on, as one with an eIDAS certificate; raise CannotSeal."""
    identity = read_key_file(file, passphrase.encode(), stays_closed=FILE_STAYS_CLOSED)
    _refuse_expired(identity.certificate)
    return _go_on_with(settings, identity)


def use_device(settings: Settings, *, module: str, token: str, label: str) -> KnownSeal:
    """Seal from now on with a key in a device, opened with the PIN of the settings; raise CannotSeal."""
    description = msgspec.json.encode({"module": module, "token": token, "label": label})
    provider = _open_device(description, settings.device_pin)
    _refuse_expired(provider.certificate)
    certificates = (provider.certificate, *provider.chain)
    add_next(settings.keys_folder / SEALS, {CHAIN: _as_pem(certificates), DEVICE: description})
    return all_seals(settings)[0]


def all_seals(settings: Settings) -> list[KnownSeal]:
    """List the sealing certificates, the one in use first; needs no passphrase."""
    generations = all_generations(settings.keys_folder / SEALS)
    chains = [(each, _read_pem(each / CHAIN)) for each in reversed(generations)]
    own = [_read_pem(each / ROOT)[0] for each in all_generations(settings.keys_folder / AUTHORITY)]
    return [
        KnownSeal(int(each.name), chain[0], tuple(chain[1:]), in_use=each == generations[-1], is_own=chain[-1] in own)
        for each, chain in chains
    ]


def trusted_roots(settings: Settings) -> list[x509.Certificate]:
    """List what seals of now and of before are trusted by, each once; needs no passphrase."""
    return list({fingerprint(seal.root): seal.root for seal in all_seals(settings)}.values())


def _refuse_expired(certificate: x509.Certificate) -> None:
    """Raise CannotSeal for a certificate that has ended: a seal under it is worth nothing from the first day on."""
    ends = certificate.not_valid_after_utc
    if ends <= clock.now():
        raise CannotSeal(EXPIRED.format(day(ends)))


def _go_on_with(settings: Settings, identity: Identity) -> KnownSeal:
    add_next(settings.keys_folder / SEALS, _files_of(settings, identity))
    return all_seals(settings)[0]


def _ensure_authority(settings: Settings, starts: datetime) -> None:
    folder = settings.keys_folder / AUTHORITY
    if newest(folder) is None:
        add_first(folder, _new_authority(settings, starts))


def _new_authority(settings: Settings, starts: datetime) -> dict[str, bytes]:
    # Drawing a key needs no lock of Python, so the two are drawn side by side.
    with ThreadPoolExecutor(2) as drawing:
        root_key, issuing_key = drawing.map(lambda _: draw_key(), range(2))
    root = make_root(settings.issuer, starts=starts, key=root_key)
    issuing = make_issuing(root, settings.issuer, starts=starts, key=issuing_key)
    locked = {name: write_key_file(each, settings.key_secret) for name, each in ((ROOT_KEY, root), (ISSUING, issuing))}
    return {ROOT: _as_pem((root.certificate,)), **locked}


def _new_identity(settings: Settings, starts: datetime) -> Identity:
    """Give out a sealing certificate under the authority that is there, which may be another process's."""
    authority = all_generations(settings.keys_folder / AUTHORITY)[-1]
    issuing = read_key_file((authority / ISSUING).read_bytes(), settings.key_secret)
    return make_sealing(issuing, settings.issuer, starts=starts)


def _files_of(settings: Settings, identity: Identity) -> dict[str, bytes]:
    chain = _as_pem((identity.certificate, *identity.chain))
    return {CHAIN: chain, SEAL: write_key_file(identity, settings.key_secret)}


def _read_pem(path: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(path.read_bytes())


def _as_pem(certificates: tuple[x509.Certificate, ...]) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


@lru_cache(maxsize=4)
def _open(place: Path, secret: bytes, pin: str, time_stamp_url: str) -> SealProvider:
    time_stamper = WebTimeStamper(time_stamp_url) if time_stamp_url else None
    if (place / DEVICE).exists():
        return _open_device((place / DEVICE).read_bytes(), pin, time_stamper)
    return KeyFileSeal(read_key_file((place / SEAL).read_bytes(), secret), now=clock.now, time_stamper=time_stamper)


def _open_device(description: bytes, pin: str, time_stamper: WebTimeStamper | None = None) -> SealProvider:
    try:
        from certificates.sealing.device import Device, DeviceSeal  # noqa: PLC0415  Needs a package that few install.
    except ImportError as error:
        raise CannotSeal("Installeer eerst het pakket python-pkcs11 om met een apparaat te verzegelen.") from error
    return DeviceSeal(msgspec.json.decode(description, type=Device), pin, now=clock.now, time_stamper=time_stamper)
