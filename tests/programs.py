"""Programs beside Python that tests call: a developer's machine may lack them, the one of CI may not."""

import os
import shutil
from typing import NoReturn

import pytest

PACKAGES = dict.fromkeys(("pdfinfo", "pdfsig", "pdftoppm", "pdftotext"), "poppler-utils")
"""Which package of Debian brings a program, where that has another name."""


def needs(program: str) -> str:
    """Return the path of a program; without it the test is skipped, and with CI set it fails."""
    return shutil.which(program) or do_without(program, PACKAGES.get(program, program))


def do_without(what: str, package: str) -> NoReturn:
    """Skip a test for want of something that this machine could have; with CI set it fails."""
    reason = f"{what} is not on this machine (Debian: apt-get install {package})."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
