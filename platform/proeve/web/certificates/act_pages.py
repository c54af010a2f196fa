"""What each act on a certificate is called, and what its page asks and explains; revoking has a page of its own."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from proeve.core.jobs import JobContext
from proeve.core.scope import Scope
from proeve.register.acts import Act, open_acts
from proeve.register.certificates import Certificate
from proeve.register.correcting import CORRECTION_REASONS, correct_certificate, corrected_name
from proeve.register.erasing import erase_holder
from proeve.register.finding import RegisterRow
from proeve.register.suspending import (
    RESUMPTION_REASONS,
    SUSPENSION_REASONS,
    resume_certificate,
    suspend_certificate,
)

Doing = Callable[[JobContext, Scope, int, str], Awaitable[Certificate]]
"""Does it, for a reason, and returns the certificate whose page to show next."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """The page of one act, below the certificate's own.

    `what` says what happens; of the sentences that take them, {holder}, {name} (the one that a correction prints) and
    {number} are filled in. Without reasons none is asked.
    """

    act: Act
    path: str
    title: str
    icon: str
    link: str
    what: str
    question: str
    warning: str
    done: str
    do: Doing
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason_help: str = ""
    is_grave: bool = False


async def _suspend(context: JobContext, scope: Scope, certificate_id: int, reason: str) -> Certificate:
    async with context.database.unit_of_work() as session:
        return await suspend_certificate(session, scope, certificate_id, reason=reason)


async def _resume(context: JobContext, scope: Scope, certificate_id: int, reason: str) -> Certificate:
    async with context.database.unit_of_work() as session:
        return await resume_certificate(session, scope, certificate_id, reason=reason)


async def _correct(context: JobContext, scope: Scope, certificate_id: int, reason: str) -> Certificate:
    return await correct_certificate(context, scope, certificate_id, reason=reason)


async def _erase(context: JobContext, scope: Scope, certificate_id: int, _reason: str) -> Certificate:
    async with context.database.unit_of_work() as session:
        editions = await erase_holder(session, scope, certificate_id)
    return next(each for each in editions if each.id == certificate_id)


HOLDER_READS = "De houder leest deze reden."

PAGES = {
    page.act: page
    for page in (
        ActPage(
            act=Act.CORRECT,
            path="verbeteren",
            title="Certificaat met de juiste naam",
            icon="pencil",
            link="De naam verbeteren",
            what=(
                "{holder} krijgt een nieuw certificaat op de naam {name}, met een nieuw nummer. Het geldt net zo lang "
                "als dit certificaat. Dit certificaat wordt ingetrokken. De houder krijgt een e-mail."
            ),
            question="Nieuw certificaat op naam van {name}?",
            warning="Het certificaat op naam van {holder} wordt ingetrokken. Dat is voorgoed.",
            done="Het nieuwe certificaat is klaar. De houder krijgt bericht.",
            do=_correct,
            reasons=CORRECTION_REASONS,
            reason_help=HOLDER_READS,
        ),
        ActPage(
            act=Act.SUSPEND,
            path="schorsen",
            title="Certificaat schorsen",
            icon="pause-circle",
            link="Certificaat schorsen",
            what=(
                "Wie het certificaat controleert, ziet meteen dat het nu niet geldt. {holder} krijgt een e-mail met de "
                "reden. U kunt de schorsing later weer opheffen."
            ),
            question="Certificaat van {holder} schorsen?",
            warning="Het geldt dan niet, totdat u de schorsing opheft. De houder krijgt bericht.",
            done="Het certificaat van {holder} is geschorst. De houder krijgt bericht.",
            do=_suspend,
            reasons=SUSPENSION_REASONS,
            reason_help=HOLDER_READS,
        ),
        ActPage(
            act=Act.RESUME,
            path="schorsing-opheffen",
            title="Schorsing opheffen",
            icon="play-fill",
            link="Schorsing opheffen",
            what="Het certificaat van {holder} telt dan weer als voorheen. De houder krijgt een e-mail met de reden.",
            question="Schorsing van het certificaat van {holder} opheffen?",
            warning="De houder krijgt bericht.",
            done="De schorsing is opgeheven. De houder krijgt bericht.",
            do=_resume,
            reasons=RESUMPTION_REASONS,
            reason_help=HOLDER_READS,
        ),
        ActPage(
            act=Act.ERASE,
            path="gegevens-verwijderen",
            title="Gegevens van de houder verwijderen",
            icon="trash",
            link="Gegevens van de houder verwijderen",
            what=(
                "De naam van {holder}, het bestand, de links en de e-mails over dit certificaat verdwijnen. Ook die "
                "van eerdere versies van dit certificaat. Het nummer, de status, de datums en de vingerafdruk van het "
                "bestand blijven. U kunt dit niet terugdraaien. Doe dit alleen als de houder erom vraagt."
            ),
            question="Gegevens van {holder} verwijderen?",
            warning="Dit is voorgoed. De houder kan het certificaat daarna niet meer downloaden.",
            done="De gegevens van de houder zijn verwijderd.",
            do=_erase,
            is_grave=True,
        ),
    )
}

REVOKE_LINK = ("intrekken", "slash-circle", "Certificaat intrekken")
"""The address below the certificate's own, the icon and the words."""


def act_links(scope: Scope, row: RegisterRow) -> list[tuple[str, str, str]]:
    """Return what can be done to a certificate as (address below its own, icon, words)."""
    acts = open_acts(scope, row.certificate)
    if corrected_name(row) is None:
        acts = [act for act in acts if act is not Act.CORRECT]
    pages = {act: (page.path, page.icon, page.link) for act, page in PAGES.items()}
    return [pages.get(act, REVOKE_LINK) for act in acts]


def fill_in(sentence: str, row: RegisterRow) -> str:
    """Fill the names and the number into a sentence of a page."""
    certificate = row.certificate
    return sentence.format(holder=certificate.holder, name=corrected_name(row) or "", number=certificate.number)
