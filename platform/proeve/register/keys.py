"""The keys of seals and badges: made at the first start, renewed on request, and never thrown away.

Their folder has a drawer of generations each (see `key_folder`). What they open is in `seal_keys` and `badge_keys`.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.badge_keys import badge_keys, ensure_badge_keys, rotate_badge_keys
from proeve.register.key_locking import lock_keys
from proeve.register.seal_keys import (
    KnownSeal,
    all_seals,
    ensure_seal,
    import_seal,
    open_seal,
    rotate_seal,
    seal_provider,
    trusted_roots,
    use_device,
)
from proeve.register.time_stamp_trust import time_stamp_roots, trust_time_stamps

__all__ = [
    "KnownSeal",
    "all_seals",
    "badge_keys",
    "ensure_keys",
    "import_seal",
    "lock_keys",
    "rotate_badge_keys",
    "rotate_seal",
    "seal_provider",
    "time_stamp_roots",
    "trust_time_stamps",
    "trusted_roots",
    "use_device",
]


def ensure_keys(settings: Settings, *, starts: datetime | None = None, opens_seal: bool = True) -> None:
    """Make the keys that are not there yet, valid from now or from a moment before, and see that they open.

    Several processes may do so at the same time. It takes a second the first time; call it apart from an event loop.
    Raises CannotSeal when there are keys that the passphrase does not open, or a device that is away. Who only looks at
    the seal, or puts another in its place, need not open it (`opens_seal`).
    """
    with ThreadPoolExecutor(2) as drawing:
        made = [
            drawing.submit(ensure_seal, settings, starts or clock.now()),
            drawing.submit(ensure_badge_keys, settings),
        ]
        for each in made:
            each.result()
    if opens_seal:
        open_seal(settings)
    badge_keys(settings)
