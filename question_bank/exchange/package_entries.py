"""What may stand in a package, by its name and sort alone: plain files in plain places."""

import stat
import zipfile
from pathlib import PurePosixPath

from question_bank.exchange.refused import RefusedPackage

LONGEST_NAME = 300
ARCHIVES = (
    ".zip",
    ".gz",
    ".tgz",
    ".bz2",
    ".xz",
    ".7z",
    ".rar",
    ".tar",
    ".jar",
    ".imscc",
    ".mbz",
    ".docx",
    ".xlsx",
    ".ods",
)
ACTIVE = (
    ".js",
    ".mjs",
    ".html",
    ".htm",
    ".xhtml",
    ".hta",
    ".swf",
    ".exe",
    ".bat",
    ".cmd",
    ".ps1",
    ".sh",
    ".vbs",
    ".php",
)
DRAWINGS = (".svg", ".svgz")

AGAIN = "Maak het pakket opnieuw en stuur het nog eens."
NESTED = "Er zit een pakket in dit pakket. Pak dat uit en stuur het apart."


def refuse_entry(entry: zipfile.ZipInfo) -> None:
    """Raise RefusedPackage for an entry that leads out of its folder, is no plain file, or can hold a program."""
    _refuse_place(entry)
    _refuse_sort(entry)
    _refuse_suffix(entry)


def _refuse_place(entry: zipfile.ZipInfo) -> None:
    """Refuse names that would lead out of the folder where a program unpacks."""
    # The name as the package has it: Python cuts it off at a NUL and turns the separators of its system.
    name = entry.orig_filename
    if name.startswith(("/", "\\")) or name[1:2] == ":":
        raise RefusedPackage(f"Dit pakket bevat een bestand met een vaste plek op de schijf. {AGAIN}", name)
    if ".." in name.replace("\\", "/").split("/"):
        raise RefusedPackage(f"Dit pakket bevat een bestand dat buiten zijn map wil staan ('..'). {AGAIN}", name)
    if "\\" in name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RefusedPackage(f"Dit pakket bevat een bestand met een vreemde naam. {AGAIN}", entry.filename)


def _refuse_sort(entry: zipfile.ZipInfo) -> None:
    """Refuse files that are no plain file: links, devices, encrypted or in a packing that only few programs know."""
    name = entry.filename
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedPackage(f"Dit pakket bevat een verwijzing naar een ander bestand. {AGAIN}", name)
    if entry.flag_bits & 0x41:
        raise RefusedPackage("Dit bestand is versleuteld. Maak het pakket opnieuw zonder wachtwoord.", name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedPackage("Dit bestand is op een ongewone manier ingepakt. Maak een gewoon zip-bestand.", name)


def _refuse_suffix(entry: zipfile.ZipInfo) -> None:
    """Refuse archives in archives, drawings and programs."""
    name, suffix = entry.filename, PurePosixPath(entry.filename.lower()).suffix
    if suffix in ARCHIVES:
        raise RefusedPackage(NESTED, name)
    if suffix in DRAWINGS:
        raise RefusedPackage("Dit is een SVG-tekening. Daar kan een script in zitten. Gebruik PNG of JPEG.", name)
    if suffix in ACTIVE:
        raise RefusedPackage("Dit bestand kan een script of programma zijn. Haal het uit het pakket.", name)
