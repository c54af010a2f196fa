"""Every line of a list is used, refused with a sentence, or mentioned: nothing is dropped in silence."""

import pytest

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.entries import TOO_MANY_CELLS
from proeve.corporations.staff_lists.examining import Examined, examine
from proeve.corporations.staff_lists.sheets import Line, Sheet
from proeve.corporations.staff_lists.text_files import read_text

HEADER = "Voornaam;Tussenvoegsel;Achternaam;E-mail;Personeelsnummer;Team"
JAN = "Jan;van der;Berg;jan@delinde.example;7;Wonen"


def _examine(*rows: str) -> Examined:
    return examine(read_text("\n".join(rows).encode()))


def _sentences(*rows: str) -> list[str]:
    return [problem.sentence for problem in _examine(*rows).problems]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Jan;;Bos;jandelinde.example;;", "Regel 2, kolom E-mail: het e-mailadres mist een @."),
        (";;Bos;jan@delinde.example;;", "Regel 2, kolom Voornaam: vul een voornaam in."),
        ("Jan;;;jan@delinde.example;;", "Regel 2, kolom Achternaam: vul een achternaam in."),
        ("Jan;;Bos;;;", "Regel 2, kolom E-mail: vul een e-mailadres in."),
        (
            "=Jan;;Bos;jan@delinde.example;;",
            "Regel 2, kolom Voornaam: de tekst begint met = en lijkt op een formule. Haal dat teken weg.",
        ),
        (
            f"{JAN};nog iets",
            f"Regel 2: deze{TOO_MANY_CELLS.removeprefix('Deze')}",
        ),
        (
            '"Jan\nPiet";;Bos;jan@delinde.example;;',
            "Regel 2, kolom Voornaam: in deze cel staat meer dan één regel. Zet er één waarde in.",
        ),
    ],
)
def test_a_bad_cell_gets_a_sentence_with_its_line_and_column(row: str, sentence: str) -> None:
    assert _sentences(HEADER, row) == [sentence]


def test_the_other_lines_are_good() -> None:
    examined = _examine(HEADER, ";;;geen;;", JAN)
    assert [entry.line for entry in examined.entries] == [3]
    assert {problem.line for problem in examined.problems} == {2}
    assert len(examined.problems) == 3


def test_lines_with_the_same_address_or_number_name_each_other() -> None:
    sentences = _sentences(
        HEADER,
        JAN,
        "Ada;;Bos;ada@delinde.example;7;",
        ";;Bos;JAN@delinde.example;;",
        "Eva;;Bos;jan@delinde.example;;",
    )
    assert sentences == [
        "Regel 2, kolom E-mail: dit e-mailadres staat ook op regels 4 en 5. Laat er één staan.",
        "Regel 2, kolom Personeelsnummer: dit personeelsnummer staat ook op regel 3. Laat er één staan.",
        "Regel 3, kolom Personeelsnummer: dit personeelsnummer staat ook op regel 2. Laat er één staan.",
        "Regel 4, kolom Voornaam: vul een voornaam in.",
        "Regel 4, kolom E-mail: dit e-mailadres staat ook op regels 2 en 5. Laat er één staan.",
        "Regel 5, kolom E-mail: dit e-mailadres staat ook op regels 2 en 4. Laat er één staan.",
    ]


def test_a_sentence_names_ten_lines_and_counts_the_others() -> None:
    sentences = _sentences(HEADER, *["Jan;;Bos;jan@delinde.example;;"] * 14)
    assert "staat ook op regels 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 en nog 3 regels." in sentences[0]


def test_full_names_are_split_and_guesses_are_mentioned() -> None:
    examined = _examine("Naam;Mail", "Berg, Jan van der;jan@b.example", "Ada Lena Bos;ada@b.example")
    jan, ada = (entry.details for entry in examined.entries)
    assert (jan["given_name"], jan["name_prefix"], jan["family_name"]) == ("Jan", "van der", "Berg")
    assert (ada["given_name"], ada["name_prefix"], ada["family_name"]) == ("Ada Lena", "", "Bos")
    assert examined.notes == ["Controleer op regel 3 welk deel de achternaam is."]


@pytest.mark.parametrize("name", ["", "Bos", "Berg, van der"])
def test_a_full_name_without_both_parts_is_refused_once(name: str) -> None:
    assert _sentences("Naam;Mail", f"{name};jan@b.example") == [
        "Regel 2, kolom Naam: schrijf de voornaam en de achternaam, zoals in Jan van der Berg."
    ]


def test_fields_without_a_column_are_left_out_so_that_they_stay_as_they_are() -> None:
    (entry,) = _examine("Voornaam;Achternaam;E-mail", "Jan;Bos;jan@b.example").entries
    assert set(entry.details) == {"given_name", "family_name", "email"}
    (entry,) = _examine("Voornaam;Achternaam;E-mail", "Jan;de Bos;jan@b.example").entries
    assert entry.details["name_prefix"] == "de"


def test_a_tussenvoegsel_that_is_wrong_inside_a_family_name_is_told_in_its_column() -> None:
    (problem,) = _examine("Voornaam;Achternaam;E-mail", f"Jan;{'van ' * 40}Bos;jan@b.example").problems
    assert problem.column == "Achternaam"


def test_several_lines_above_the_columns_are_said_in_the_plural() -> None:
    above = [Line(1, ["Staf", ""]), Line(2, ["1 maart", ""])]
    sheet = Sheet("Staf", [*above, Line(3, ["Naam", "Mail"]), Line(4, ["Jan Bos", "jan@b.example"])])
    assert examine([sheet]).notes[0] == "Regels 1 en 2 staan boven de kolomnamen en zijn niet gelezen."


def test_one_line_more_is_said_in_the_singular() -> None:
    sentences = _sentences(HEADER, *["Jan;;Bos;jan@delinde.example;;"] * 12)
    assert "11, 12 en nog 1 regel." in sentences[0]


def test_what_is_not_used_is_mentioned() -> None:
    sheets = [
        Sheet("Staf", [
            Line(1, ["Staf per 1 maart", "", "", ""]),
            Line(3, ["Naam", "Mail", "Geboortedatum", ""]),
            Line(4, ["Jan Bos", "jan@b.example", "1-1-1970", "x"]),
            Line(7, ["Ada Bos", "ada@b.example", "", ""]),
        ]),
        Sheet("Oud", [Line(1, ["weg"])]),
        Sheet("Leeg", []),
    ]  # fmt: skip
    assert examine(sheets).notes == [
        "Het werkblad “Oud” is niet gelezen.",
        "Regel 1 staat boven de kolomnamen en is niet gelezen.",
        "2 lege regels zijn overgeslagen.",
        "De kolom “Geboortedatum” is niet gebruikt.",
        "Onder een kolom zonder naam staat tekst. Die is niet gebruikt.",
    ]


def test_several_unused_sheets_and_columns_are_mentioned_together() -> None:
    lines = [Line(1, ["Naam", "Mail", "Auto", "Fiets"]), Line(3, ["Jan Bos", "jan@b.example", "", ""])]
    sheets = [Sheet("Staf", lines), Sheet("A", [Line(1, ["x"])]), Sheet("B", [Line(1, ["x"])])]
    assert examine(sheets).notes == [
        "De werkbladen “A” en “B” zijn niet gelezen.",
        "1 lege regel is overgeslagen.",
        "De kolommen “Auto” en “Fiets” zijn niet gebruikt.",
    ]


def test_a_list_with_names_of_columns_only_is_refused() -> None:
    with pytest.raises(Invalid, match="staat nog niemand"):
        _examine(HEADER, ";;;;;")


def test_more_than_ten_thousand_people_are_refused() -> None:
    lines = [Line(1, ["Naam", "Mail"]), *[Line(number, ["x", "y"]) for number in range(2, 10_003)]]
    with pytest.raises(Invalid, match=r"meer dan 10\.000 regels"):
        examine([Sheet("", lines)])
