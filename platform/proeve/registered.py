"""Everything that registers itself: the jobs, the mails and what follows on a result. Importing this is enough.

Whoever enqueues jobs or runs them imports it: the application, the demo, and tests that need the whole house.
"""

from proeve.corporations import appointment_letter
from proeve.exams import inviting, preparing
from proeve.people import sign_in_links
from proeve.register import issuing, revoking
from proeve.reporting import category_counts

__all__ = ["appointment_letter", "category_counts", "inviting", "issuing", "preparing", "revoking", "sign_in_links"]
