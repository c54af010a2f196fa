"""What handlers may ask for by name."""

from collections.abc import Callable
from typing import Any

from litestar.datastructures import State

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.journal.journal import Journal


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


def provide_tokens(state: State) -> AttemptTokens:
    """Provide what signs the tokens of exam pages."""
    tokens: AttemptTokens = state.tokens
    return tokens


PROVIDERS: dict[str, Callable[..., Any]] = {
    "database": provide_database,
    "settings": provide_settings,
    "journal": provide_journal,
    "tokens": provide_tokens,
}
