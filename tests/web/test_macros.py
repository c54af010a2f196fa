"""Macros: what page authors count on."""

import pytest

from proeve.web.templating import make_environment

ENVIRONMENT = make_environment()


def render(call: str, module: str = "forms", **context: object) -> str:
    name = call.partition("(")[0]
    source = f'{{% from "macros/{module}.html" import {name} %}}{{{{ {call} }}}}'
    return " ".join(ENVIRONMENT.from_string(source).render(context).split())


def test_what_was_typed_comes_back_escaped():
    html = render("text_field('note', 'Bericht', typed)", typed='"><script>alert(1)</script>')
    assert "<script>" not in html
    assert 'value="&#34;&gt;&lt;script&gt;' in html


def test_a_field_without_a_value_is_empty():
    assert 'value=""' in render("text_field('note', 'Bericht', none)")


def test_zero_is_a_value():
    assert 'value="0"' in render("text_field('minutes', 'Minuten', 0)")


def test_a_label_points_at_its_field():
    html = render("text_field('name', 'Naam', id='name-2')")
    assert 'for="name-2"' in html
    assert 'id="name-2" name="name"' in html


def test_help_and_error_are_read_out_with_the_field():
    html = render("text_field('email', 'E-mailadres', help='Van uw werk.', error='Het adres mist een @.')")
    assert 'aria-describedby="email-help email-error" aria-invalid="true"' in html
    assert 'id="email-help"' in html
    assert 'id="email-error"' in html


def test_a_field_that_may_stay_empty_says_so():
    html = render("text_field('note', 'Bericht', required=false)")
    assert "(niet verplicht)" in html
    assert " required" not in html


@pytest.mark.parametrize(
    "field",
    [
        "textarea_field('x', 'X', error='Fout')",
        "select_field('x', 'X', [], error='Fout')",
        "file_field('x', 'X', error='Fout')",
        "date_field('x', 'X', error='Fout')",
        "checkbox_field('x', 'X', error='Fout')",
    ],
)
def test_every_kind_of_field_ties_its_error_to_itself(field):
    html = render(field)
    assert 'aria-describedby="x-error"' in html
    assert 'id="x-error"' in html


def test_the_lines_of_a_text_survive():
    source = '{% from "macros/forms.html" import textarea_field %}{{ textarea_field("x", "X", "een\\n  twee") }}'
    assert ">\neen\n  twee</textarea>" in ENVIRONMENT.from_string(source).render()


def test_a_number_selects_the_option_with_the_same_words():
    assert '<option value="2" selected>' in render("select_field('team', 'Team', [(1, 'A'), (2, 'B')], '2')")


def test_the_chosen_card_is_checked_and_no_other():
    html = render("radio_field('exam', 'Toets', [('a', 'A'), ('ab', 'AB')], 'ab')")
    assert 'value="ab" checked' in html
    assert html.count("checked") == 1


def test_several_boxes_can_be_checked():
    assert render("checkbox_list('days', 'Dagen', [(1, 'ma'), (2, 'di'), (3, 'wo')], [1, 3])").count("checked") == 2


def test_the_error_summary_links_to_each_field():
    html = render("error_summary(problems.items())", problems={"email": "Het adres mist een @."})
    assert '<a href="#email">Het adres mist een @.</a>' in html


def test_without_errors_there_is_no_summary():
    assert render("error_summary(problems.items())", problems={}) == ""


def test_a_confirmation_survives_quotes():
    html = render("confirm_attrs(question, 'Intrekken')", question='Certificaat "A" intrekken?')
    assert 'data-confirm="Certificaat &#34;A&#34; intrekken?"' in html


def test_a_profile_bar_grows_from_the_middle_line():
    rows = [
        {"label": "Uitleg", "professional": True, "count": 2, "of": 8},
        {"label": "Afkappen", "professional": False, "count": 2, "of": 8},
    ]
    html = render("profile_figure('Profiel', rows)", "pieces", rows=rows)
    assert 'x="0" width="25.0"' in html
    assert 'x="75.0" width="25.0"' in html


def test_a_profile_without_questions_has_an_empty_bar():
    rows = [{"label": "Uitleg", "professional": True, "count": 0, "of": 0}]
    assert 'width="0"' in render("profile_figure('Profiel', rows)", "pieces", rows=rows)


def test_a_profile_carries_its_numbers_as_a_table():
    rows = [{"label": "Uitleg", "professional": True, "count": 6, "of": 8, "others": 0.714}]
    html = render("profile_figure('Profiel', rows, 'Alle anderen')", "pieces", rows=rows)
    assert '<th scope="row">Uitleg</th><td>professioneel</td> <td class="numeric">6</td>' in html
    assert "71%" in html


@pytest.mark.parametrize("tone", ["good", "attention", "wrong", "info", "neutral"])
def test_a_badge_has_a_word_and_a_sign(tone):
    html = render(f"badge('Geldig', '{tone}')", "pieces")
    assert "<svg" in html
    assert "Geldig" in html
