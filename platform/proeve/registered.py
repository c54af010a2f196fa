"""Everything that registers itself: the jobs, the mails and what follows on a result. Importing this is enough.

Whoever enqueues jobs or runs them imports it: the application, the demo, and tests that need the whole house.
"""

from proeve.exams import inviting, preparing
from proeve.people import sign_in_links
from proeve.register import issuing, revoking

__all__ = ["inviting", "issuing", "preparing", "revoking", "sign_in_links"]
