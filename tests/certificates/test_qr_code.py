import pytest

from certificates.qr_code import dark_runs


@pytest.mark.parametrize(
    ("row", "runs"),
    [([0, 0], []), ([1, 1, 1], [(0, 3)]), ([0, 1, 1, 0, 1], [(1, 2), (4, 1)])],
)
def test_dark_modules_next_to_each_other_become_one_run(row, runs):
    assert list(dark_runs(row)) == runs
