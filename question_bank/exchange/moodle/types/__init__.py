"""The formats in Moodle: with which type of question each is asked, and how its key is found again."""

from collections.abc import Mapping

from question_bank.exchange.moodle.types.essay import ESSAY
from question_bank.exchange.moodle.types.matching import MOST_LEAST, RATING
from question_bank.exchange.moodle.types.moodle_type import MoodleType
from question_bank.exchange.moodle.types.multichoice import CHOOSING, RECOGNISING
from question_bank.exchange.moodle.types.ordering import ORDERING

TYPES: Mapping[str, MoodleType] = {
    "best_answer": CHOOSING,
    "next_step": CHOOSING,
    "recognise_category": RECOGNISING,
    "most_least": MOST_LEAST,
    "rate_replies": RATING,
    "rank_replies": ORDERING,
    "written_reply": ESSAY,
}
