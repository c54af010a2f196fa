"""The application as a server runs it, configured by the environment (proeve.server.serving)."""

import gc
import sys

from proeve.core.logs import configure_logs
from proeve.core.settings import settings_from_environment
from proeve.web.app import create_app

SWITCH_SECONDS = 0.0005
NEW_OBJECTS = 100_000


def _settle() -> None:
    """Tune Python to many short requests, once everything that stays has been made.

    Looking for garbage among all that was imported stopped every request for 150 ms at a time, so what is there now is
    left out, and new objects are looked through less often. And the journal's thread, once it has to wait for Python's
    lock, gets it after half a millisecond instead of five.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    sys.setswitchinterval(SWITCH_SECONDS)


configure_logs()
app = create_app(settings_from_environment())
_settle()
