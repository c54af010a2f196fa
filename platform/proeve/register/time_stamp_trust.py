"""Whose time-stamps are trusted: kept with the keys, in `time-stamps/0001/roots.pem` and what was added later."""

from cryptography import x509

from certificates.sealing.provider import CannotSeal
from proeve.core.settings import Settings
from proeve.register.key_folder import add_next, all_generations

TIME_STAMPS, ROOTS = "time-stamps", "roots.pem"


def trust_time_stamps(settings: Settings, certificates: bytes) -> None:
    """Trust the time-stamps under these certificates (PEM) as well; raise CannotSeal when they are none."""
    try:
        x509.load_pem_x509_certificates(certificates)
    except ValueError as error:
        raise CannotSeal("In dit bestand staan geen certificaten (PEM).") from error
    add_next(settings.keys_folder / TIME_STAMPS, {ROOTS: certificates})


def time_stamp_roots(settings: Settings) -> list[x509.Certificate]:
    """List what time-stamps are trusted by."""
    files = [place / ROOTS for place in all_generations(settings.keys_folder / TIME_STAMPS)]
    return [certificate for file in files for certificate in x509.load_pem_x509_certificates(file.read_bytes())]
