"""Everything that registers itself: the jobs, the mails, the cleaning, and what follows on a result or a blocking.

Whoever enqueues jobs or runs them imports it: the application, the demo, and tests that need the whole house.
"""

from proeve.core import rate_limits
from proeve.corporations import appointment_letter
from proeve.corporations.staff_lists import forgetting as forgetting_staff_lists
from proeve.exams import blocked_candidates, finishing, inviting, preparing
from proeve.exams.late_answers import letter as late_answers_letter
from proeve.people import forgetting, sign_in_links
from proeve.register import (
    catching_up,
    correction_letter,
    issuing,
    move_letters,
    moves,
    reminder_letters,
    reminding,
    revoking,
    roots,
    suspension_letters,
)
from proeve.reporting import category_counts
from proeve.workshop.question_files import forgetting as forgetting_questions

__all__ = [
    "appointment_letter",
    "blocked_candidates",
    "catching_up",
    "category_counts",
    "correction_letter",
    "finishing",
    "forgetting",
    "forgetting_questions",
    "forgetting_staff_lists",
    "inviting",
    "issuing",
    "late_answers_letter",
    "move_letters",
    "moves",
    "preparing",
    "rate_limits",
    "reminder_letters",
    "reminding",
    "revoking",
    "roots",
    "sign_in_links",
    "suspension_letters",
]
