"""The bank written as YAML is the same bank when it is read again, and the same bytes when it is written again."""

import string

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import CONTENT, check, load_bank
from question_bank.exchange.yaml_files import WIDTH, bank_files, blueprint_file, family_file, write_files
from question_bank.items import Item


@pytest.fixture(scope="module")
def files(bank):
    return bank_files(bank.items.values(), bank.blueprints.values())


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    write_files(folder, files)
    return folder


def test_the_whole_bank_comes_back_as_it_was(bank, folder):
    again = load_bank(folder)
    assert again.items == bank.items
    assert again.blueprints == bank.blueprints


def test_writing_it_again_gives_the_same_bytes(files, folder):
    again = load_bank(folder)
    assert bank_files(again.items.values(), again.blueprints.values()) == files
    written = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.glob("*/*.yaml")
    }
    assert written == files


def test_a_file_stands_where_the_shipped_content_has_it(files):
    shipped = {file.relative_to(CONTENT).as_posix() for file in CONTENT.glob("*/*.yaml")}
    assert set(files) <= shipped


def test_what_is_written_passes_the_check_of_the_bank(folder):
    assert check(folder).problems == ()


def test_fields_come_in_the_order_of_the_shipped_content(files):
    def keys(value):
        if isinstance(value, dict):
            return [(name, keys(part)) for name, part in value.items()]
        return [keys(part) for part in value] if isinstance(value, list) else None

    def without(value, empty):
        if isinstance(value, dict):
            return {name: without(part, empty) for name, part in value.items() if part not in empty}
        return [without(part, empty) for part in value] if isinstance(value, list) else value

    path = "klantgericht_werken/kw-basketbalring-aan-de-muur.yaml"
    shipped = without(yaml.safe_load((CONTENT / path).read_text(encoding="utf-8")), ([], None))
    assert keys(yaml.safe_load(files[path])) == keys(shipped)


def test_lines_stay_short_where_words_allow(files):
    long = [line for text in files.values() for line in text.splitlines() if len(line) > WIDTH]
    assert all(": {" in line or " [" in line for line in long)


def test_items_of_a_family_are_ordered_by_number(make_item):
    text = family_file([make_item(id="kw-dak-10"), make_item(id="kw-dak-2"), make_item(id="kw-dak-1")])
    assert [line for line in text.splitlines() if "- id: kw" in line] == [
        "  - id: kw-dak-1",
        "  - id: kw-dak-2",
        "  - id: kw-dak-10",
    ]


def test_a_family_that_is_gone_leaves_no_file_and_other_files_are_left_alone(tmp_path, make_item, make_blueprint):
    other = make_item(id="kw-raam-1", family="kw-raam")
    write_files(tmp_path, bank_files([make_item(), other], [make_blueprint()]))
    (tmp_path / "leesmij.yaml").write_text("van ons: ja\n")
    assert write_files(tmp_path, bank_files([other], [])) == ["klantgericht_werken/kw-dak.yaml"]
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.yaml")) == [
        "blueprints/klantgericht-werken.yaml",
        "klantgericht_werken/kw-raam.yaml",
        "leesmij.yaml",
    ]


def test_a_blueprint_says_only_what_differs_from_the_usual(make_blueprint):
    text = blueprint_file(make_blueprint())
    assert "max_exposure" not in text
    assert "  - {where: {kind: [best_answer]}, min: 2, max: 2}" in text


AWKWARD = st.one_of(
    st.sampled_from(
        ["ja", "no", "null", "1", "1.5", "2027-06-30", "- a", "a: b", "#a", "'a'", '"a"', "a #b", "{x}", "@a"]
    ),
    st.text(alphabet=string.printable + "éëïü€“”’–…", min_size=1, max_size=300),
)


def tidied(text):
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


@given(text=AWKWARD.map(tidied).filter(bool))
def test_whatever_an_author_writes_is_read_back(make_item, text):
    item = make_item(scenario={"text": text, "quote": text}, question=text, marking_notes=text)
    (again,) = yaml.safe_load(family_file([item]))["items"]
    assert msgspec.convert(again | {"family": item.family, "exam": item.exam}, Item) == item


def test_lines_of_their_own_come_back(tmp_path, make_item):
    letter = "Beste mevrouw Dubois,\n\nUw vloer staat op de lijst.\nDe monteur belt u."
    item = make_item(marking_notes=letter)
    write_files(tmp_path, bank_files([item], []))
    assert load_bank(tmp_path).items[item.id].marking_notes == letter
