"""Read the settings of this process; but for options of commands, the only place that looks at the environment."""

import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_DATA_DIR = Path("data")
DEFAULT_PUBLIC_URL = "http://127.0.0.1:8000"
DEFAULT_ISSUER = "Proeve"
DEFAULT_MAIL_FROM = "Proeve <noreply@proeve.example>"


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and the next.

    `database_url` is an async SQLAlchemy URL. `smtp_url` (`smtp://user:password@host:587`) is None in the demo, where
    mail stays in the outbox. `issuer` is the name that stands on certificates. `trusted_proxies` says how many proxies
    stand before us, so that the address a request comes from can be told. `time_stamp_url` is where seals get a
    time-stamp (RFC 3161), and `device_pin` opens the device that seals, when there is one.
    """

    database_url: str
    data_dir: Path
    secret_key: bytes = field(repr=False)
    public_url: str = DEFAULT_PUBLIC_URL
    smtp_url: str | None = None
    mail_from: str = DEFAULT_MAIL_FROM
    issuer: str = DEFAULT_ISSUER
    demo: bool = False
    trusted_proxies: int = 0
    keys_dir: Path | None = None
    key_passphrase: str = field(default="", repr=False)
    device_pin: str = field(default="", repr=False)
    time_stamp_url: str = ""

    @property
    def keys_folder(self) -> Path:
        """Where the keys of seals and badges are; nodes that share a database share it too."""
        return self.keys_dir or self.data_dir / "keys"

    @property
    def key_secret(self) -> bytes:
        """What the key files are encrypted with: the passphrase, or one derived from the secret key, as in the demo."""
        return self.key_passphrase.encode() or self.derived_key_secret

    @property
    def derived_key_secret(self) -> bytes:
        """What key files are encrypted with that were made before there was a passphrase."""
        return hmac.digest(self.secret_key, b"passphrase of the key files", "sha256").hex().encode()

    @property
    def is_secure(self) -> bool:
        """Whether people reach us over HTTPS, so that cookies must be bound to it."""
        return self.public_url.startswith("https://")


def settings_from_environment(data_dir: Path | None = None) -> Settings:
    """Build the settings from `PROEVE_*` variables, with an SQLite file in the data folder where none is named."""
    data_dir = (data_dir or Path(os.environ.get("PROEVE_DATA_DIR", DEFAULT_DATA_DIR))).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=os.environ.get("PROEVE_DATABASE_URL", sqlite_url(data_dir / "proeve.db")),
        data_dir=data_dir,
        secret_key=_secret_key(data_dir),
        public_url=os.environ.get("PROEVE_PUBLIC_URL", DEFAULT_PUBLIC_URL).rstrip("/"),
        smtp_url=os.environ.get("PROEVE_SMTP_URL") or None,
        mail_from=os.environ.get("PROEVE_MAIL_FROM", DEFAULT_MAIL_FROM),
        issuer=os.environ.get("PROEVE_ISSUER", DEFAULT_ISSUER),
        demo=os.environ.get("PROEVE_DEMO", "") == "1",
        trusted_proxies=int(os.environ.get("PROEVE_TRUSTED_PROXIES", "0")),
        keys_dir=Path(folder).resolve() if (folder := os.environ.get("PROEVE_KEYS_DIR")) else None,
        key_passphrase=os.environ.get("PROEVE_KEY_PASSPHRASE", ""),
        device_pin=os.environ.get("PROEVE_DEVICE_PIN", ""),
        time_stamp_url=os.environ.get("PROEVE_TIME_STAMP_URL", ""),
    )


def sqlite_url(path: Path) -> str:
    """Return the database URL of an SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def _secret_key(data_dir: Path) -> bytes:
    """Take the key from the environment, or make one on first start and keep it, readable by us alone.

    Several nodes must share one key, so there it is set in the environment.
    """
    if key := os.environ.get("PROEVE_SECRET_KEY"):
        return key.encode()
    path = data_dir / "secret.key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())
    return path.read_bytes()


def export_settings(settings: Settings) -> None:
    """Write the settings into the environment, for processes that we start."""
    os.environ.update(
        {
            "PROEVE_DATABASE_URL": settings.database_url,
            "PROEVE_DATA_DIR": str(settings.data_dir),
            "PROEVE_SECRET_KEY": settings.secret_key.decode(),
            "PROEVE_PUBLIC_URL": settings.public_url,
            "PROEVE_SMTP_URL": settings.smtp_url or "",
            "PROEVE_MAIL_FROM": settings.mail_from,
            "PROEVE_ISSUER": settings.issuer,
            "PROEVE_DEMO": "1" if settings.demo else "",
            "PROEVE_TRUSTED_PROXIES": str(settings.trusted_proxies),
            "PROEVE_KEYS_DIR": str(settings.keys_dir or ""),
            "PROEVE_KEY_PASSPHRASE": settings.key_passphrase,
            "PROEVE_DEVICE_PIN": settings.device_pin,
            "PROEVE_TIME_STAMP_URL": settings.time_stamp_url,
        }
    )
