"""Certificates at two corporations, for the pages of the register."""

import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from proeve.core import clock

MadeUpPasses = runpy.run_path(str(Path(__file__).parents[2] / "register/made_up_passes.py"))["MadeUpPasses"]


@pytest.fixture
def make(web_database, web_settings):
    return MadeUpPasses(web_database, web_settings)


@pytest.fixture
async def jan(make, lindehof):
    """Somebody at Lindehof with a certificate of today: (staff member, certificate)."""
    member = await make.staff_member(lindehof, "Jan|van der|Berg")
    return member, await make.issued(member)


@pytest.fixture
async def zoe(make, waterkant):
    """Somebody at Waterkant whose certificate expired: (staff member, certificate)."""
    member = await make.staff_member(waterkant, "Zoë|de|Vries")
    return member, await make.dated(member, clock.today() - timedelta(days=1))
