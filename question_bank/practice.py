"""The practice questions: one of each format, so that nobody meets a format for the first time in an exam.

They play at a bicycle rental, have no key and belong to no exam, so they teach how to answer and give nothing away.
"""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from question_bank.kinds.views import Presented

FILE = Path(__file__).parent / "content" / "practice.yaml"


@cache
def practice_questions() -> tuple[Presented, ...]:
    """Return the practice questions in the order in which they are asked."""
    return msgspec.convert(yaml.safe_load(FILE.read_text(encoding="utf-8")), tuple[Presented, ...])
