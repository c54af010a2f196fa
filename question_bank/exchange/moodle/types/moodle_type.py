"""What every format says about itself in Moodle."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from msgspec import Struct

from question_bank.exchange.carried import Draft
from question_bank.exchange.moodle.texts import MoodleText
from question_bank.flaw import Place

Texts = Callable[[Element | None], MoodleText]


class MoodleType(Struct, frozen=True):
    """How a format is asked in Moodle and read back.

    ``write`` fills a question and returns its general feedback; ``read_key`` returns the values that the settings of
    Moodle hold, so that a key that was changed there comes back changed. ``losses`` name parts and say in sentences
    what Moodle's grading cannot do; a format without any is graded in Moodle to the point as it is here.
    """

    name: str
    write: Callable[[Element, Draft], str]
    read_key: Callable[[Element, Texts], Mapping[Place, Any]]
    losses: tuple[tuple[str, str], ...] = ()
    points: int = 1
