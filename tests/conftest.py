"""What every test may ask for: a database of its own on SQLite and on PostgreSQL, and a clock it can set."""

import gc
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import pkcs11
import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import HealthCheck, settings
from pkcs11.util.x509 import decode_x509_certificate
from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from certificates.authority import Identity
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.logs import configure_logs
from proeve.core.schema import upgrade_schema
from proeve.core.settings import Settings, sqlite_url
from proeve.register.keys import ensure_keys
from question_bank.bank import Bank, load_bank
from tests.postgresql import HASTY, cluster_of_its_own
from tests.programs import do_without
from tests.shelf import TABLES as BANK_TABLES
from tests.shelf import Shelf

# How long an example takes says something about the machine, not about the code.
EXAMPLES = int(os.environ.get("PROEVE_EXAMPLES", "40"))
"""How many examples Hypothesis tries where a test does not say: more in `make test-examples` and `make test-faults`."""
settings.register_profile(
    "unhurried", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

SECRET_KEY = b"a key for tests only"


LONGEST_FIRST = ("browser/test_every_page.py", "faults/", "browser/")
"""What takes minutes, so that no process is still at it when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; the rest stay in their order."""

    def rank(item: pytest.Item) -> int:
        place = item.path.relative_to(Path(__file__).parent).as_posix()
        return next((rank for rank, start in enumerate(LONGEST_FIRST) if place.startswith(start)), len(LONGEST_FIRST))

    items.sort(key=rank)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Never name a test by bytes: those of a package hold the time, and the processes would not agree on the name."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """Look for garbage as a server does, not among all that was imported: that took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The accessibility checker from the locked npm packages, and the function `accessibilityFaults` that calls it.

    It is a function to evaluate: Playwright reads any other text twice, which takes longer than the checking.
    """
    here = Path(__file__).parent
    checker = here.parent / "node_modules/axe-core/axe.min.js"
    scripts = (path.read_text(encoding="utf-8") for path in (checker, here / "accessibility.js"))
    return "\n".join(("() => {", *scripts, "}"))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def logs() -> None:
    """Log as a server does: structlog's own way draws every error with all variables, for seconds at a time."""
    configure_logs()


def _upgrade(url: str) -> None:
    async def upgrade() -> None:
        database = Database(url)
        await upgrade_schema(database)
        await database.close()

    anyio.run(upgrade)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table, made by the real migrations once."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _upgrade(sqlite_url(path))
    merged = path.with_name("merged.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(merged),))
    return merged


@pytest.fixture(scope="session")
def postgresql_tables() -> Iterator[str]:
    """A PostgreSQL database with every table, made by the real migrations once; gives its address."""
    with cluster_of_its_own(HASTY) as cluster:
        url = cluster.create_database("proeve")
        _upgrade(url)
        yield url.removeprefix("postgresql+asyncpg://")


@pytest.fixture
def sqlite_database_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "proeve.db"
    shutil.copy(sqlite_template, path)
    return sqlite_url(path)


@pytest.fixture(scope="session")
def empty_postgresql(postgresql_tables: str) -> Iterator[Callable[..., None]]:
    """Empty every table, far faster than a fresh copy of the database, or than TRUNCATE for the few rows of a test.

    One connection does it each time: a new one would have to look up all tables first. What belongs to the bank stays
    for a test that wants it: those are a thousand rows, and most tests change none of them.
    """
    with psycopg.connect(f"postgresql://{postgresql_tables}", autocommit=True) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename), tablename FROM pg_tables"
            " WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations')"
        ).fetchall()
        sequences = connection.execute(
            "SELECT format('%I.%I', schemaname, sequencename), sequencename FROM pg_sequences"
            " WHERE schemaname = 'public'"
        ).fetchall()
        connection.execute("SET session_replication_role = replica")  # Foreign keys would ask for an order.
        end_others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        of_bank = {f"{name}_id_seq" for name in BANK_TABLES}
        restart = [f"SELECT setval('{sequence}', 1, false)" for sequence, name in sequences if name not in of_bank]
        empty_others = [f"DELETE FROM {table}" for table, name in tables if name not in BANK_TABLES]
        empty_bank = [f"DELETE FROM {table}" for table, name in tables if name in BANK_TABLES]

        def empty(*, but_the_bank: bool) -> None:
            statements = [end_others, *empty_others, *restart, *([] if but_the_bank else empty_bank)]
            connection.execute(";".join(statements))

        yield empty


@pytest.fixture
def postgresql_database_url(
    postgresql_tables: str, empty_postgresql: Callable[..., None], request: pytest.FixtureRequest
) -> str:
    empty_postgresql(but_the_bank="stock" in request.fixturenames)
    return f"postgresql+asyncpg://{postgresql_tables}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_database_url")
    return url


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let the engines of all tests share what was compiled: anew for every test, that took a fifth of the time."""
    shared: dict[type[Dialect], tuple[Dialect, Any]] = {}

    def create_engine(*arguments: Any, **options: Any) -> AsyncEngine:
        engine = create_async_engine(*arguments, **options)
        inner = engine.sync_engine
        inner.dialect, inner._compiled_cache = shared.setdefault(
            type(inner.dialect), (inner.dialect, inner._compiled_cache)
        )
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("proeve.core.database.create_async_engine", create_engine)
        yield


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The bank as it is shipped, read once: that takes longer than most tests."""
    return load_bank()


@pytest.fixture(scope="session")
def stock(bank: Bank) -> Callable[[AsyncSession], Awaitable[None]]:
    """Puts the bank as it is shipped into the database of a session."""
    return Shelf(bank).stock


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of seals and badges, made once because that takes a second, and valid at any time a test sets."""
    folder = tmp_path_factory.mktemp("keys")
    made_for = Settings("", folder, SECRET_KEY, keys_dir=folder)
    ensure_keys(made_for, starts=datetime(2020, 1, 1, tzinfo=UTC))
    return folder


@pytest.fixture
def settings(database_url: str, tmp_path: Path, keys_dir: Path) -> Settings:
    return Settings(
        database_url=database_url,
        data_dir=tmp_path,
        secret_key=SECRET_KEY,
        public_url="http://testserver.local",
        keys_dir=keys_dir,
    )


class SoftTokens:
    """Makes tokens of SoftHSM, a device in software that speaks PKCS#11 as real ones do."""

    def __init__(self, module: Path, folder: Path) -> None:
        self.module, self._folder = module, folder

    def add(self, token: str, label: str, identity: Identity, *, pin: str) -> None:
        """Make a token that holds a key under a label, its certificate, and those above it."""
        key = self._folder / "key.pem"
        key.write_bytes(identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._run("--init-token", "--free", "--label", token, "--pin", pin, "--so-pin", "5678")
        self._run("--import", key, "--token", token, "--label", label, "--id", "01", "--pin", pin)
        library = pkcs11.lib(str(self.module))
        library.reinitialize()
        with library.get_token(token_label=token).open(rw=True, user_pin=pin) as session:
            for number, certificate in enumerate((identity.certificate, *identity.chain)):
                described = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
                named = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: f"above-{number}" if number else label}
                session.create_object(described | named)

    def _run(self, *arguments: object) -> None:
        subprocess.run(["softhsm2-util", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture(scope="session")
def soft_tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftTokens]:
    """A place for tokens; one for all tests, for the library looks only once where it is."""
    module = next(Path("/usr/lib").glob("**/softhsm/libsofthsm2.so"), None)
    if module is None or shutil.which("softhsm2-util") is None:
        do_without("SoftHSM", "softhsm2")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        yield SoftTokens(module, folder)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> datetime:
        self.moment += timedelta(**duration)
        return self.moment


@pytest.fixture
def set_clock() -> Iterator[SetClock]:
    """Stop the clock on a Tuesday morning in the Netherlands."""
    stopped = SetClock(datetime(2026, 3, 10, 9, 0, tzinfo=UTC))
    with clock.running_from(stopped):
        yield stopped
