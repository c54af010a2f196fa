"""The key pairs that badges are signed with: made once, renewed on request, published for ever.

`badges/0001/` holds public.pem, which anybody may read, and locked: proof.pem (Ed25519) and token.pem (RSA).
"""

from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from certificates.authority import draw_key
from certificates.badge.keys import BadgeKeys, BadgePublicKey, PublishedKeys, did_of, name_of
from certificates.sealing.key_file import STAYS_CLOSED
from certificates.sealing.provider import CannotSeal
from proeve.core.settings import Settings
from proeve.register.key_folder import add_first, add_next, all_generations, newest

BADGES = "badges"
PUBLIC, PROOF, TOKEN = "public.pem", "proof.pem", "token.pem"
BEGINNING = b"-----BEGIN PUBLIC KEY-----"


def ensure_badge_keys(settings: Settings) -> Path:
    """Return the folder of the keys in use, made first when there are none yet."""
    folder = settings.keys_folder / BADGES
    return newest(folder) or add_first(folder, _files_of_new_keys(settings))


def badge_keys(settings: Settings) -> BadgeKeys:
    """Return what badges are signed with now, and the public keys of before; raise CannotSeal.

    Another process may have renewed them a moment ago. Call it apart from an event loop, as what opens the seal.
    """
    place = ensure_badge_keys(settings)
    proof, token, retired = _open(place, settings.key_secret)
    return BadgeKeys(settings.public_url, proof, token, retired)


def published_badge_keys(settings: Settings) -> PublishedKeys:
    """Return the public keys of now and of before, as far as there are any; needs no passphrase."""
    generations = reversed(all_generations(settings.keys_folder / BADGES))
    keys = [key for each in generations for key in _public_keys(each)]
    return PublishedKeys(did_of(settings.public_url), {name_of(key): key for key in keys})


def rotate_badge_keys(settings: Settings) -> BadgeKeys:
    """Sign badges with new keys from now on."""
    add_next(settings.keys_folder / BADGES, _files_of_new_keys(settings))
    return badge_keys(settings)


def _files_of_new_keys(settings: Settings) -> dict[str, bytes]:
    keys: dict[str, Ed25519PrivateKey | RSAPrivateKey] = {PROOF: Ed25519PrivateKey.generate(), TOKEN: draw_key()}
    locked = BestAvailableEncryption(settings.key_secret)
    private = {name: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked) for name, key in keys.items()}
    shape = PublicFormat.SubjectPublicKeyInfo
    public = b"".join(key.public_key().public_bytes(Encoding.PEM, shape) for key in keys.values())
    return {PUBLIC: public, **private}


@lru_cache(maxsize=4)
def _open(place: Path, secret: bytes) -> tuple[Ed25519PrivateKey, RSAPrivateKey, tuple[BadgePublicKey, ...]]:
    try:
        proof, token = (load_pem_private_key((place / name).read_bytes(), secret) for name in (PROOF, TOKEN))
    except ValueError as error:
        raise CannotSeal(STAYS_CLOSED) from error
    if not isinstance(proof, Ed25519PrivateKey) or not isinstance(token, RSAPrivateKey):
        raise CannotSeal(f"In {place} zitten andere sleutels dan die waarmee badges worden ondertekend.")
    before = [each for each in all_generations(place.parent) if each != place]
    return proof, token, tuple(key for each in before for key in _public_keys(each))


def _public_keys(place: Path) -> list[BadgePublicKey]:
    parts = (place / PUBLIC).read_bytes().split(BEGINNING)[1:]
    keys = [load_pem_public_key(BEGINNING + part) for part in parts]
    return [key for key in keys if isinstance(key, Ed25519PublicKey | RSAPublicKey)]
