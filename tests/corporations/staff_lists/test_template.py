"""The example list can be filled in and uploaded as it is."""

import io

import pytest
from python_calamine import load_workbook

from proeve.core.errors import Invalid
from proeve.corporations.staff_details import LABELS
from proeve.corporations.staff_lists.columns import field_of, find_header
from proeve.corporations.staff_lists.examining import examine
from proeve.corporations.staff_lists.reading import read_file
from proeve.corporations.staff_lists.template import staff_list_template


def test_every_field_has_its_column() -> None:
    sheet, header = find_header(read_file(staff_list_template()))
    assert sheet.name == "Medewerkers"
    assert list(header.places) == list(LABELS)
    assert all(field_of(label) == field for field, label in LABELS.items())


def test_the_examples_are_never_taken_for_staff() -> None:
    with pytest.raises(Invalid, match="staat nog niemand"):
        examine(read_file(staff_list_template()))


def test_the_examples_would_be_good_rows() -> None:
    workbook = load_workbook(io.BytesIO(staff_list_template()))
    assert workbook.sheet_names == ["Medewerkers", "Uitleg"]
    _, explanation = read_file(staff_list_template())
    examined = examine([explanation])
    assert (len(examined.entries), examined.problems) == (2, [])
    assert examined.entries[0].details["staff_number"] == "00127"
