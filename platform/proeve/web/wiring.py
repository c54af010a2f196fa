"""What handlers may ask for by name."""

from collections.abc import Callable
from typing import Any

from litestar.datastructures import State

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.journal.journal import Journal
from proeve.web.together import Together


def provide_database(state: State) -> Database:
    """Provide the database; a handler reads with `database.reading()` and changes with `database.unit_of_work()`."""
    database: Database = state.database
    return database


def provide_settings(state: State) -> Settings:
    """Provide the settings."""
    settings: Settings = state.settings
    return settings


def provide_journal(state: State) -> Journal:
    """Provide the answer journal of this process."""
    journal: Journal = state.journal
    return journal


def provide_together(state: State) -> Together:
    """Provide what does for many at once what they ask for in the same moment."""
    together: Together = state.together
    return together


PROVIDERS: dict[str, Callable[..., Any]] = {
    "database": provide_database,
    "settings": provide_settings,
    "journal": provide_journal,
    "together": provide_together,
}
