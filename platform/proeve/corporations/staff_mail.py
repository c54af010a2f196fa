"""Mail that belongs to no corporation, such as a sign-in link, but went to somebody's address at work."""

from sqlalchemy import ColumnElement, and_, select, tuple_
from sqlmodel import col

from proeve.core.mail.messages import Message
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember

KINDS = ("sign_in", "certificates_moved")
"""What a corporation may know that its staff got; mail about certificates they took along is their own business."""


def is_mail_to_own_staff(scope: Scope) -> ColumnElement[bool]:
    """Return the condition for mail of these kinds to who works for the scope's corporations.

    Only at the address that the corporation has of them: what went anywhere else is the person's own business.
    """
    own = (
        select(col(StaffMember.person_id), col(StaffMember.email))
        .where(col(StaffMember.left_at).is_(None))
        .where(scope.covers(corporation=col(StaffMember.corporation_id)))
    )
    return and_(
        col(Message.corporation_id).is_(None),
        col(Message.kind).in_(KINDS),
        # By pairs from the side of the staff, for there is far more mail than there are people at one corporation.
        tuple_(col(Message.person_id), col(Message.recipient)).in_(own),
    )
