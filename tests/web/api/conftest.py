"""A certificate for programs to check."""

import runpy
from pathlib import Path

import pytest

MadeUpPasses = runpy.run_path(str(Path(__file__).parents[2] / "register/made_up_passes.py"))["MadeUpPasses"]


@pytest.fixture
def make(web_database, web_settings):
    return MadeUpPasses(web_database, web_settings)


@pytest.fixture
async def certificate(make, lindehof):
    return await make.issued(await make.staff_member(lindehof, "Ayşe||Çelik"))
