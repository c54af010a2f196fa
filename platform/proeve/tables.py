"""All tables in one import, for migrations, tests and scripts that need the whole schema."""

from proeve.core.audit import AuditEvent
from proeve.core.database import METADATA
from proeve.core.mail.messages import Message
from proeve.core.rate_limits import RateLimit
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_lists.uploads import StaffList
from proeve.corporations.wording import CorporationWording
from proeve.exams.attempts import Attempt
from proeve.exams.blueprints import StoredBlueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.exam_days import ExamDay
from proeve.exams.grading_failures import GradingFailure
from proeve.exams.invigilating.acts import Act
from proeve.exams.item_pools import ItemPool
from proeve.exams.item_steps import ItemStep
from proeve.exams.item_versions import ItemVersion
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.presence import ConnectionGap, Presence
from proeve.exams.late_answers.deliveries import LateAnswer, LateDelivery
from proeve.exams.receipts.stored import Receipt
from proeve.exams.rehearsals import Rehearsal
from proeve.exams.results import Result
from proeve.exams.sittings import Sitting
from proeve.exams.time_grants import TimeGrant
from proeve.people.persons import Person
from proeve.people.roles import RoleGrant
from proeve.people.sessions import Session
from proeve.people.sign_in_links import SignInLink
from proeve.register.calendar_feeds import CalendarFeed
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.events import RegisterEvent, RegisterHead
from proeve.register.moves import CertificateMove
from proeve.register.pe_points import PeValue
from proeve.register.refusals import CertificateRefusal
from proeve.register.reminders import CertificateReminder, ReminderDigest
from proeve.register.roots import RegisterRoot
from proeve.register.share_links import ShareLink
from proeve.register.templates import CertificateTemplate
from proeve.reporting.category_counts import CategoryCount
from proeve.workshop.comments import ItemComment
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.question_files.uploads import QuestionUpload

__all__ = [
    "METADATA",
    "Act",
    "Attempt",
    "AuditEvent",
    "CalendarFeed",
    "CategoryCount",
    "Certificate",
    "CertificateFile",
    "CertificateMove",
    "CertificateRefusal",
    "CertificateReminder",
    "CertificateTemplate",
    "ConnectionGap",
    "Corporation",
    "CorporationWording",
    "Enrolment",
    "ExamDay",
    "GradingFailure",
    "ItemComment",
    "ItemDraft",
    "ItemPool",
    "ItemStep",
    "ItemVersion",
    "JournalEntry",
    "LateAnswer",
    "LateDelivery",
    "Message",
    "PeValue",
    "Person",
    "Presence",
    "QuestionUpload",
    "RateLimit",
    "Receipt",
    "RegisterEvent",
    "RegisterHead",
    "RegisterRoot",
    "Rehearsal",
    "ReminderDigest",
    "Result",
    "RoleGrant",
    "Session",
    "ShareLink",
    "SignInLink",
    "Sitting",
    "StaffList",
    "StaffMember",
    "StoredBlueprint",
    "TimeGrant",
]
