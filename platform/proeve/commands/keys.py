"""`proeve keys`: make, show and renew what certificates are sealed with and badges are signed with."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.authority import common_name, fingerprint
from certificates.sealing.provider import CannotSeal
from proeve.core import clock
from proeve.core.dutch import count, day
from proeve.core.settings import Settings, settings_from_environment
from proeve.register.keys import (
    KnownSeal,
    all_seals,
    badge_keys,
    ensure_keys,
    import_seal,
    lock_keys,
    rotate_badge_keys,
    rotate_seal,
    trust_time_stamps,
    trusted_roots,
    use_device,
)

RENEW_AFTER_DAYS = 730
USUAL_CERTIFICATE_DAYS = 3 * 365 + 1 + 90
"""Three years, and the ninety days that a renewal may come early."""
UNPROTECTED = (
    "Let op: PROEVE_KEY_PASSPHRASE is niet ingesteld. De sleutels zijn nu alleen beschermd door de geheime sleutel van "
    "deze installatie. Stel een wachtzin in voordat u echte certificaten uitgeeft, en geef daarna: proeve keys lock"
)


@click.group()
def keys() -> None:
    """Make, show and renew the keys of seals and badges."""


def in_words(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command say in one sentence what is wrong with a key, and end with status 1."""

    @wraps(command)
    def told(**options: Any) -> None:
        try:
            command(**options)
        except CannotSeal as error:
            raise click.ClickException(str(error)) from error

    return told


@keys.command()
@in_words
def make() -> None:
    """Make the keys that are not there yet, and see that all of them open; serving does so by itself."""
    click.echo(as_text(_installation()))


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="Print what there is as JSON.")
@in_words
def show(*, as_json: bool) -> None:
    """Show which keys are in use, which were in use before, and until when certificates of the seal hold."""
    settings = _installation(opens_seal=False)
    click.echo(json.dumps(as_facts(settings), ensure_ascii=False, indent=2) if as_json else as_text(settings))


@keys.command()
@click.option("--seal/--no-seal", default=True, show_default=True, help="Renew what files are sealed with.")
@click.option("--badges/--no-badges", default=True, show_default=True, help="Renew what badges are signed with.")
@click.option("--own", is_flag=True, help="Also when the seal in use is somebody else's, or in a device.")
@click.option("--root", is_flag=True, help="Renew the root as well, which the new seal is then trusted by.")
@in_words
def rotate(*, seal: bool, badges: bool, own: bool, root: bool) -> None:
    """Go on with new keys; what the old ones signed can still be checked."""
    if root and not seal:
        raise click.UsageError("--root renews the seal too, so it does not go together with --no-seal.")
    settings = _installation(opens_seal=False)
    if seal:
        rotate_seal(settings, own=own, root=root)
    if badges:
        rotate_badge_keys(settings)
    click.echo(as_text(settings))


@keys.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.password_option("--passphrase", prompt="Wachtzin van het bestand", confirmation_prompt=False)
@in_words
def import_command(file: Path, passphrase: str) -> None:
    """Seal from now on with the PKCS#12 FILE of somebody else, such as an eIDAS seal."""
    settings = _installation(opens_seal=False)
    import_seal(settings, file.read_bytes(), passphrase)
    click.echo(as_text(settings))


@keys.command()
@click.argument("module", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("token")
@click.argument("label")
@in_words
def device(module: Path, token: str, label: str) -> None:
    """Seal from now on with the key LABEL of a TOKEN in a device that speaks PKCS#11 through the library MODULE."""
    settings = settings_from_environment()
    use_device(settings, module=str(module.resolve()), token=token, label=label)
    click.echo(as_text(settings))


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@in_words
def time_stamps(file: Path) -> None:
    """Trust the time-stamps of an authority whose root certificates are in FILE (PEM)."""
    trust_time_stamps(settings_from_environment(), file.read_bytes())


@keys.command()
@in_words
def lock() -> None:
    """Lock the keys under PROEVE_KEY_PASSPHRASE when they were made before it was set."""
    locked = lock_keys(settings_from_environment())
    how_many = count(locked, "sleutel is", "sleutels zijn")
    click.echo(f"{how_many} nu beveiligd met de wachtzin." if locked else "Alle sleutels waren al zo beveiligd.")


@keys.command()
@in_words
def root() -> None:
    """Print the certificates that seals are trusted by, for whoever checks them elsewhere."""
    for certificate in trusted_roots(_installation(opens_seal=False)):
        click.echo(certificate.public_bytes(Encoding.PEM).decode(), nl=False)


def _installation(*, opens_seal: bool = True) -> Settings:
    """Return the settings, with keys that are there and open; a lost device can be replaced without opening it."""
    settings = settings_from_environment()
    ensure_keys(settings, opens_seal=opens_seal)
    return settings


def as_facts(settings: Settings) -> dict[str, Any]:
    """Return what there is, for programs."""
    return {
        "folder": str(settings.keys_folder),
        "passphrase": bool(settings.key_passphrase),
        "seals": [_seal_facts(seal) for seal in all_seals(settings)],
        "badges": [{"name": name} for name in badge_keys(settings).published.named],
    }


def _seal_facts(seal: KnownSeal) -> dict[str, Any]:
    return {
        "generation": seal.generation,
        "in_use": seal.in_use,
        "own": seal.is_own,
        "name": common_name(seal.certificate),
        "fingerprint": seal.fingerprint,
        "from": seal.certificate.not_valid_before_utc.isoformat(),
        "until": seal.certificate.not_valid_after_utc.isoformat(),
        "root": fingerprint(seal.root),
    }


def as_text(settings: Settings) -> str:
    """Return what there is, for people."""
    return "\n".join(_lines(settings))


def _lines(settings: Settings) -> Iterator[str]:
    yield f"Map: {settings.keys_folder}"
    for seal in all_seals(settings):
        yield f"\nZegel {seal.generation} ({'in gebruik' if seal.in_use else 'oud, blijft controleerbaar'})"
        yield f"  van         {common_name(seal.certificate)}, geldig t/m {day(seal.certificate.not_valid_after_utc)}"
        yield f"  vingerafdruk {seal.fingerprint}"
        yield f"  vertrouwd via {common_name(seal.root)}, vingerafdruk {fingerprint(seal.root)}"
        age = clock.now() - seal.certificate.not_valid_before_utc
        if seal.in_use and seal.is_own and age.days > RENEW_AFTER_DAYS:
            yield "  Deze sleutel is meer dan twee jaar in gebruik. Vernieuw hem met: proeve keys rotate"
        if seal.in_use:
            yield from _warning_of_end(seal)
    names = list(badge_keys(settings).published.named)
    yield f"\nBadges: {', '.join(names[:2])}"
    yield f"  en {len(names) - 2} oude sleutels, die gepubliceerd blijven"
    if not settings.key_passphrase:
        yield f"\n{UNPROTECTED}"


def _warning_of_end(seal: KnownSeal) -> Iterator[str]:
    """Warn while there is time: a seal proves nothing any more once its certificate has ended."""
    left = seal.certificate.not_valid_after_utc - clock.now()
    if left <= timedelta():
        yield "  Let op: dit zegel is verlopen. Er worden geen certificaten meer gemaakt. Vernieuw het nu."
    elif left.days < USUAL_CERTIFICATE_DAYS:
        yield "  Let op: dit zegel eindigt eerder dan certificaten van drie jaar die nu worden gemaakt. Vernieuw het"
        yield "  op tijd: na die dag kan alleen het register nog zeggen of ze echt zijn."
