"""A generation of keys appears as a whole, for its owner's eyes only, and no two processes make the same one."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from proeve.register.key_folder import add_first, add_next, all_generations, newest


def test_there_is_no_generation_before_the_first(tmp_path):
    assert newest(tmp_path / "nowhere") is None
    assert all_generations(tmp_path / "nowhere") == []


def test_generations_count_up_and_the_newest_is_in_use(tmp_path):
    made = [add_first(tmp_path / "seals", {"a": b"1"}), *(add_next(tmp_path / "seals", {"a": b"2"}) for _ in range(10))]
    assert all_generations(tmp_path / "seals") == made
    assert newest(tmp_path / "seals") == tmp_path / "seals/0011"


def test_only_the_owner_can_read_the_files(tmp_path):
    place = add_first(tmp_path / "keys/seals", {"seal.p12": b"secret"})
    assert stat.S_IMODE((place / "seal.p12").stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (place, place.parent)} == {0o700}


def test_the_first_generation_is_of_whoever_came_first(tmp_path):
    add_first(tmp_path, {"a": b"first"})
    assert (add_first(tmp_path, {"a": b"second"}) / "a").read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["0001"]


def test_twenty_who_add_at_once_all_get_a_place(tmp_path):
    with ThreadPoolExecutor(20) as crowd:
        places = list(crowd.map(lambda number: add_next(tmp_path, {"a": str(number).encode()}), range(20)))
    assert len(set(places)) == 20
    assert [(place / "a").read_bytes() for place in places] == [str(number).encode() for number in range(20)]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="no/such/folder"):
        add_first(tmp_path, {"a": b"1", "no/such/folder": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_was_left_behind_is_no_generation(tmp_path):
    (tmp_path / ".0f0f").mkdir()
    assert all_generations(tmp_path) == []
