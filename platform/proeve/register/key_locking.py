"""Lock the keys anew under a passphrase that was set after they were made; also those of before, which nobody opens."""

from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from certificates.sealing.key_file import read_key_file, write_key_file
from certificates.sealing.provider import CannotSeal
from proeve.core.settings import Settings
from proeve.register.badge_keys import BADGES, PROOF, TOKEN
from proeve.register.key_folder import all_generations, replace_file
from proeve.register.seal_keys import AUTHORITY, ISSUING, ROOT_KEY, SEAL, SEALS

Relock = Callable[[bytes, bytes, bytes], bytes]
"""From the content of a file, what opens it now and what is to open it, to its content from then on."""

NOT_SET = "Stel eerst de wachtzin in, als PROEVE_KEY_PASSPHRASE. Geef daarna nog eens: proeve keys lock"
NO_KEYS = "In {} staan geen sleutels. Kijk of PROEVE_KEYS_DIR klopt."
OPENS_WITH_NEITHER = (
    "De sleutel {} gaat niet open: niet met de wachtzin en niet met de geheime sleutel van deze installatie. Er is "
    "niets gewijzigd. Kijk of PROEVE_KEY_PASSPHRASE en PROEVE_SECRET_KEY kloppen."
)


def lock_keys(settings: Settings) -> int:
    """Lock under the passphrase what still opens with the secret key, and return how many files that were.

    Nothing is written unless all of it opens, and it can be done again when it was broken off. Raises CannotSeal.
    """
    if not settings.key_passphrase:
        raise CannotSeal(NOT_SET)
    files = list(_key_files(settings))
    if not files:
        raise CannotSeal(NO_KEYS.format(settings.keys_folder))
    locked = [(path, content) for path, relock in files if (content := _lock(settings, path, relock))]
    for path, content in locked:
        replace_file(path, content)
    return len(locked)


def _key_files(settings: Settings) -> Iterator[tuple[Path, Relock]]:
    kinds: tuple[tuple[str, tuple[str, ...], Relock], ...] = (
        (AUTHORITY, (ROOT_KEY, ISSUING), _relock_key_file),
        (SEALS, (SEAL,), _relock_key_file),
        (BADGES, (PROOF, TOKEN), _relock_pem),
    )
    for drawer, names, relock in kinds:
        for generation in all_generations(settings.keys_folder / drawer):
            # The root's key can be kept elsewhere, and what is in a device has no file.
            yield from ((generation / name, relock) for name in names if (generation / name).exists())


def _lock(settings: Settings, path: Path, relock: Relock) -> bytes | None:
    """Return the file as it should be, or None when it is so already."""
    content, wanted = path.read_bytes(), settings.key_secret
    for present in (wanted, settings.derived_key_secret):
        try:
            locked = relock(content, present, wanted)
        except (CannotSeal, ValueError):
            continue
        return None if present == wanted else locked
    raise CannotSeal(OPENS_WITH_NEITHER.format(path))


def _relock_key_file(content: bytes, present: bytes, wanted: bytes) -> bytes:
    return write_key_file(read_key_file(content, present), wanted)


def _relock_pem(content: bytes, present: bytes, wanted: bytes) -> bytes:
    key = load_pem_private_key(content, present)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(wanted))
