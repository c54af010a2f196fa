"""What a profile teaches: the picture in order, what goes well, and the largest lessons first."""

from proeve.web.results.lessons import FIRST_LESSONS, lessons_of
from question_bank.codebook import find_category


def tally(code: str, shown: int, offered: int, *, recognised: int = 0, to_recognise: int = 0) -> dict[str, object]:
    return {
        "code": code,
        "shown": shown,
        "offered": offered,
        "recognised": recognised,
        "to_recognise": to_recognise,
        "name": find_category(code).name,
    }


PROFILE = [
    tally("GEVOEL", 2, 8),
    tally("UITLEG", 7, 8),
    tally("WELKAN", 3, 6, recognised=1, to_recognise=2),
    tally("KLACHT", 1, 2),
    tally("AFKAPPEN", 3, 6),
    tally("BELOFTE", 0, 5, recognised=1, to_recognise=1),
    tally("NUMMER", 2, 5),
]


def test_the_picture_has_the_professional_side_first_and_long_bars_on_top():
    rows = lessons_of(PROFILE).rows
    assert [row["label"] for row in rows] == [
        find_category(code).name for code in ("UITLEG", "WELKAN", "GEVOEL", "AFKAPPEN", "NUMMER", "BELOFTE")
    ]


def test_what_was_seen_too_seldom_is_left_out():
    names = {row["label"] for row in lessons_of(PROFILE).rows}
    assert find_category("KLACHT").name not in names


def test_the_lesson_furthest_from_what_is_best_comes_first():
    lessons = lessons_of(PROFILE)
    names = [lesson.name for lesson in (*lessons.first, *lessons.more)]
    assert names == [find_category(code).name for code in ("GEVOEL", "WELKAN", "AFKAPPEN", "NUMMER")]
    assert len(lessons.first) == FIRST_LESSONS


def test_a_lesson_says_how_often_and_gives_the_tip_of_the_codebook():
    first = lessons_of(PROFILE).first[0]
    assert first.sentence == "U noemt het gevoel van de huurder: 2 van 8 keer."
    assert first.advice == find_category("GEVOEL").advice


def test_a_strength_is_a_professional_habit_that_is_shown_often():
    assert lessons_of(PROFILE).strengths == ["U legt uit waarom iets niet kan: 7 van 8 keer."]


def test_recognising_is_counted_over_all_categories():
    assert lessons_of(PROFILE).recognised == (2, 3)


def test_an_empty_profile_teaches_nothing():
    lessons = lessons_of([])
    assert (lessons.rows, lessons.strengths, lessons.first, lessons.recognised) == ([], [], [], (0, 0))
