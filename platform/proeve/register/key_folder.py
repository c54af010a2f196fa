"""Folders of keys by generation (`0001`, `0002`, ...): the newest is in use, the others stay for checking.

A generation appears as a whole or not at all, and two processes that make the same one leave one of the two.
"""

import os
import secrets
import shutil
from collections.abc import Mapping
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

OURS_ALONE, OURS_ALONE_FOLDER = 0o600, 0o700


def all_generations(folder: Path) -> list[Path]:
    """List the generations in a folder, the oldest first; none when there is no such folder."""
    try:
        return sorted(each for each in folder.iterdir() if each.name.isdigit())
    except FileNotFoundError:
        return []


def newest(folder: Path) -> Path | None:
    """Return the generation in use, or None."""
    generations = all_generations(folder)
    return generations[-1] if generations else None


def add_first(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Add the first generation, and return it; when another process was first, it is theirs."""
    place = folder / _name(1)
    _place(place, files)
    return place


def add_next(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Add a generation after the newest and return it."""
    while True:
        last = newest(folder)
        place = folder / _name(int(last.name) + 1 if last else 1)
        if _place(place, files):
            return place


def replace_file(path: Path, content: bytes) -> None:
    """Put another file in the place of one, in one step: whoever reads it has the one or the other."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        _write(draft, content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _name(number: int) -> str:
    return f"{number:04}"


def _place(place: Path, files: Mapping[str, bytes]) -> bool:
    """Write the files beside their place and move them there in one step; say whether the place was still free."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=OURS_ALONE_FOLDER)
    draft = place.with_name(f".{secrets.token_hex(8)}")
    draft.mkdir(mode=OURS_ALONE_FOLDER)
    try:
        for name, content in files.items():
            _write(draft / name, content)
        draft.rename(place)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        if error.errno in {EEXIST, ENOTEMPTY}:
            return False
        raise
    return True


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, and wait until the disk has it."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ALONE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
