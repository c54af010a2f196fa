"""The bank: all items and blueprints of the content folder, found by id and by exam."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from question_bank.blueprint import Blueprint, blueprint_flaws
from question_bank.codebook import all_categories
from question_bank.drawing import draw_form
from question_bank.flaw import Flaw, Place
from question_bank.items import Item
from question_bank.report import Finding, Report
from question_bank.rules import BANK_RULES, ITEM_RULES
from question_bank.rules.cues import cues
from question_bank.rules.sources import Articles
from question_bank.shelf import Shelf
from question_bank.shortage import InfeasibleBlueprint

CONTENT = Path(__file__).parent / "content"


class UnknownItem(LookupError):
    """The bank holds no item with this id."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"Vraag {item_id} staat niet in de bank. Controleer het kenmerk.")
        self.item_id = item_id


class UnknownExam(LookupError):
    """The bank holds no blueprint for this exam."""

    def __init__(self, exam: str, known: Sequence[str]) -> None:
        super().__init__(f"De toets {exam} bestaat niet. Kies uit: {', '.join(known)}.")
        self.exam = exam


class UnusableBank(ValueError):
    """The content has problems, so no item of it is used; ``report`` names them all."""

    def __init__(self, report: Report) -> None:
        first = report.problems[0]
        super().__init__(
            f"De vragenbank heeft {len(report.problems)} problemen. "
            f"De eerste staat in {first.file}, regel {first.line}: {first.sentence}"
        )
        self.report = report


class Bank(Struct, frozen=True):
    """Items by id and blueprints by exam slug."""

    items: Mapping[str, Item]
    blueprints: Mapping[str, Blueprint]

    def find_item(self, item_id: str) -> Item:
        """Return the item, or raise UnknownItem."""
        try:
            return self.items[item_id]
        except KeyError:
            raise UnknownItem(item_id) from None

    def find_blueprint(self, exam: str) -> Blueprint:
        """Return the blueprint of an exam, or raise UnknownExam."""
        try:
            return self.blueprints[exam]
        except KeyError:
            raise UnknownExam(exam, sorted(self.blueprints)) from None

    def all_items(self, exam: str, *, on: date | None = None) -> tuple[Item, ...]:
        """List the items of an exam by id; with a day, only those whose facts still hold on it."""
        of_exam = (item for item in self.items.values() if item.exam == exam)
        return tuple(item for item in of_exam if on is None or item.is_valid_on(on))


def load_bank(folder: Path = CONTENT) -> Bank:
    """Read the content folder; raise UnusableBank when a file cannot be used at all.

    This reads what can be scored. Whether it is also *good* content is for ``check``.
    """
    shelf = Shelf(folder)
    if shelf.problems:
        raise UnusableBank(Report.of(shelf.problems, shelf.items))
    return Bank(
        items={item.id: item for item in sorted(shelf.items, key=lambda item: item.id)},
        blueprints={blueprint.exam: blueprint for blueprint in shelf.blueprints},
    )


def check(folder: Path = CONTENT, *, articles: Sequence[Path] = ()) -> Report:
    """Check all content against every rule; with the articles at hand also that nothing is taken from them."""
    shelf = Shelf(folder)
    findings = [*shelf.findings, *_item_findings(shelf), *_exam_findings(shelf)]
    if articles:
        findings += _article_findings(shelf, Articles([path.read_text(encoding="utf-8") for path in articles]))
    return Report.of(findings, shelf.items)


def _item_findings(shelf: Shelf) -> Iterator[Finding]:
    for item in shelf.items:
        for item_rule in ITEM_RULES:
            yield from (shelf.item_finding(item, flaw) for flaw in item_rule(item))
    for bank_rule in BANK_RULES:
        yield from (shelf.item_finding(item, flaw) for item, flaw in bank_rule(shelf.items))


def _exam_findings(shelf: Shelf) -> Iterator[Finding]:
    for blueprint in shelf.blueprints:
        items = [item for item in shelf.items if item.exam == blueprint.exam]
        flaws = [*blueprint_flaws(blueprint), *_undrawable(blueprint, items), *cues(items)]
        yield from (shelf.blueprint_finding(blueprint, flaw) for flaw in flaws)


def _undrawable(blueprint: Blueprint, items: Sequence[Item]) -> Iterator[Flaw]:
    try:
        draw_form(blueprint, items, seed="check")
    except InfeasibleBlueprint as error:
        yield Flaw(("cells",), str(error))


def _article_findings(shelf: Shelf, articles: Articles) -> Iterator[Finding]:
    for item in shelf.items:
        yield from (shelf.item_finding(item, flaw) for flaw in articles.item_flaws(item))
    for blueprint in shelf.blueprints:
        flaws = articles.flaws(_texts(blueprint, "title", "about", "statement"))
        yield from (shelf.blueprint_finding(blueprint, flaw) for flaw in flaws)
    for category in all_categories():
        flaws = articles.flaws(_texts(category, "explanation", "example", "habit", "advice"))
        yield from (Finding("codebook", 1, category.code, flaw.sentence) for flaw in flaws)


def _texts(of: Struct, *names: str) -> dict[Place, str]:
    return {(name,): getattr(of, name) for name in names}
