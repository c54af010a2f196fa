"""Content files are read safely and everything keeps its line."""

import pytest

from question_bank.located_yaml import LocatedYaml, UnreadableYaml

TEXT = """\
family: kw-dak
items:
  - id: kw-dak-1
    scenario:
      text: >
        Het dak
        lekt.
    replies:
      - id: a
        text: Ja
      - {id: b, text: Nee}
"""


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "kw-dak.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return LocatedYaml(file)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("family",), 1),
        (("items", 0), 3),
        (("items", 0, "id"), 3),
        (("items", 0, "scenario", "text"), 5),
        (("items", 0, "replies", 0, "text"), 10),
        (("items", 0, "replies", 1, "text"), 11),
        (("items", 0, "replies", 1, "category"), 11),
        (("items", 0, "key"), 3),
        (("nowhere", 5), 1),
    ],
)
def test_a_place_is_on_its_line_or_on_that_of_what_is_around_it(document, place, line):
    assert document.line_of(place) == line


def test_line_breaks_of_the_file_are_no_content(document):
    assert document.data["items"][0]["scenario"]["text"] == "Het dak lekt."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("family: a\nitems: [\n", 3, "geen geldige YAML"),
        ("family: a\nfamily: b\n", 2, "twee keer"),
        ("items:\n  - id: a\n    id: b\n", 3, "twee keer"),
        ("- a\n", 1, "Begin met sleutels"),
        ("", 1, "Begin met sleutels"),
        ("family: !!python/object/apply:os.system [ls]\n", 1, "geen geldige YAML"),
        ("a: &x [1]\nb: *y\n", 2, "geen geldige YAML"),
    ],
)
def test_an_unusable_file_is_refused_with_the_line(tmp_path, text, line, message):
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableYaml, match=message) as caught:
        LocatedYaml(file)
    assert caught.value.line == line


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_bytes("family: één".encode("windows-1252"))
    with pytest.raises(UnreadableYaml, match="UTF-8"):
        LocatedYaml(file)
