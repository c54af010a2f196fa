"""A text file is read in the encoding and with the separator in which it was written."""

import pytest

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.sheets import Line
from proeve.corporations.staff_lists.text_files import read_text

HEADER = "voornaam;achternaam;e-mail"


def _cells(data: bytes) -> list[list[str]]:
    return [line.cells for line in read_text(data)[0].lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_encoding(encoding: str) -> None:
    assert _cells(f"{HEADER}\nZoë;Müller;zoe@delinde.example\n".encode(encoding))[1][:2] == ["Zoë", "Müller"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_separator_is_the_one_between_names_of_columns(delimiter: str) -> None:
    header = HEADER.replace(";", delimiter)
    assert _cells(f"Staf, peildatum; 1 maart\n\n{header}\n".encode())[1] == HEADER.split(";")


def test_a_line_that_tells_the_separator_does_not_count() -> None:
    lines = read_text(b"sep=,\r\nx,y\r\n")[0].lines
    assert lines == [Line(1, ["x", "y"])]


def test_blank_lines_and_line_breaks_in_cells_keep_the_numbers_of_a_spreadsheet() -> None:
    data = f'{HEADER}\n\n"Jan\nPeter";Bos;a@b.example\n;;\nPiet;Bos;c@d.example'.encode()
    assert [line.number for line in read_text(data)[0].lines] == [1, 3, 5]


@pytest.mark.parametrize(
    "row", ['"Jan;Bos;jan@delinde.example', '"Jan" Peter;Bos;jan@delinde.example', '"Jan;Bos\nPiet";"x"y;z@b.example']
)
def test_a_stray_quote_swallows_no_lines_in_silence(row: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_text(f"{HEADER}\nPiet;Bos;piet@delinde.example\n{row}\nAda;Bos;ada@delinde.example\n".encode())
    assert refusal.value.message == 'Regel 3: een aanhalingsteken (") staat op een verkeerde plek. Haal het weg.'


def test_a_cell_of_any_length_is_read() -> None:
    long = "x" * 200_000
    assert _cells(f"{HEADER}\nJan;{long};jan@delinde.example\n".encode())[1][1] == long


def test_a_quote_that_swallows_a_whole_long_file_is_named_where_it_stands() -> None:
    rows = "Piet;Bos;piet@delinde.example\n" * 10_000
    with pytest.raises(Invalid) as refusal:
        read_text(f'{HEADER}\nPiet;Bos;piet@delinde.example\n"Jan;Bos;jan@delinde.example\n{rows}'.encode())
    assert refusal.value.message.startswith("Regel 3: een aanhalingsteken")
