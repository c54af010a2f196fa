"""Take a bank in files into the database: as new versions, all of it or nothing."""

from collections.abc import Iterable

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.exams.blueprints import add_own_blueprint
from proeve.exams.item_steps import StepKind
from proeve.exams.item_versions import ItemVersion, Standing, hold_versions, new_version, set_standing
from proeve.workshop.access import refuse_writers
from proeve.workshop.comparing import BankChanges, ChangedItem, compare_bank
from proeve.workshop.recording import record_step
from question_bank.bank import Bank

LEAKED = "In deze bestanden staat tekst die is uitgelekt, bij: {items}. Er is niets ingelezen."
REASON = "Door ‘bank import’, zonder dat een ander het hier beoordeelde."


async def import_bank(session: AsyncSession, scope: Scope | None, bank: Bank) -> BankChanges:
    """Make the live bank read as the files do, and return what was changed for that.

    A text that differs becomes a new version; what forms point to stays. Nobody here judges that text, so every step
    says how it came. Whoever calls this has checked the files (`question_bank.bank.check`). The scope is None when the
    command line does it; raises NotFound for who may not, and Invalid when a text in the files leaked before.
    """
    if scope is not None:
        refuse_writers(scope)
    changes = await compare_bank(session, bank)
    if changes.leaked:
        raise Invalid(LEAKED.format(items=", ".join(changes.leaked)), dict(changes.leaked))
    for item in changes.added:
        session.add(new_version(item, Standing.LIVE))
        record_step(session, scope, (item.id, item.version), StepKind.IMPORTED, reason=REASON)
    for changed in (*changes.changed, *changes.returned):
        await _bring_in(session, scope, changed)
    for item in changes.taken_out:
        _retire(session, scope, await hold_versions(session, item.id), StepKind.TAKEN_OUT)
    for changed_blueprint in changes.blueprints:
        await add_own_blueprint(session, changed_blueprint.blueprint)
    await session.flush()
    return changes


async def _bring_in(session: AsyncSession, scope: Scope | None, changed: ChangedItem) -> None:
    versions = await hold_versions(session, changed.item.id)
    _retire(session, scope, versions, StepKind.SUPERSEDED)
    # The database knows one live version of an item at a time.
    await session.flush()
    known = next((row for row in versions if row.version == changed.version), None)
    if known is None:
        session.add(new_version(msgspec.structs.replace(changed.item, version=changed.version), Standing.LIVE))
    else:
        set_standing(known, Standing.LIVE)
    record_step(session, scope, (changed.item.id, changed.version), StepKind.IMPORTED, reason=REASON)


def _retire(session: AsyncSession, scope: Scope | None, versions: Iterable[ItemVersion], kind: StepKind) -> None:
    for row in versions:
        if row.standing == Standing.LIVE:
            set_standing(row, Standing.RETIRED)
            record_step(session, scope, (row.item, row.version), kind, reason=REASON)
