"""Mail that belongs to no corporation, such as a sign-in link, but went to somebody's address at work."""

from sqlalchemy import ColumnElement, and_, select, tuple_
from sqlmodel import col

from proeve.core.mail.messages import Message
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember


def is_mail_to_own_staff(scope: Scope) -> ColumnElement[bool]:
    """Return the condition for such mail to who works for the scope's corporations.

    Only at the address that the corporation has of them: what went anywhere else is the person's own business.
    """
    own = (
        select(col(StaffMember.person_id), col(StaffMember.email))
        .where(col(StaffMember.left_at).is_(None))
        .where(scope.covers(corporation=col(StaffMember.corporation_id)))
    )
    # By pairs from the side of the staff, for there is far more mail than there are people at one corporation.
    return and_(col(Message.corporation_id).is_(None), tuple_(col(Message.person_id), col(Message.recipient)).in_(own))
