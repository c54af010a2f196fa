"""The map of the folders stays complete."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("question_bank", "certificates", "platform/proeve")


def test_every_room_with_code_is_on_the_map() -> None:
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    folders = {file.parent for room in ROOMS for file in (ROOT / room).rglob("*.py") if "static" not in file.parts}
    rooms = sorted(str(folder.relative_to(ROOT)) for folder in folders - {ROOT / "platform/proeve"})
    assert [room for room in rooms if f"`{room}/`" not in text] == []


def test_every_folder_on_the_map_exists() -> None:
    lines = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").splitlines()
    named = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert [name for name in named if not (ROOT / name).is_dir()] == []
