"""A test says which program it misses on a developer's machine, and fails for want of it in CI."""

import pytest

from tests.programs import needs

MISSING = r"no-such-program is not on this machine \(Debian: apt-get install no-such-program\)\."


def test_without_a_program_a_test_is_skipped(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=MISSING):
        needs("no-such-program")


def test_in_ci_it_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=MISSING):
        needs("no-such-program")
