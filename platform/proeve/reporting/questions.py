"""Browse the questions that are in use: by what a blueprint selects by, and by words in their text."""

from dataclasses import dataclass, fields

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import NotFound
from proeve.exams.blueprints import all_blueprints
from proeve.exams.item_versions import all_live_items
from proeve.people.names import fold
from question_bank.items import Item, all_texts


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What a list of questions is narrowed to; an empty field narrows nothing.

    `category` is the code a blueprint counts by; each word of `text` stands in what a candidate reads, or in the id.
    """

    exam: str = ""
    kind: str = ""
    domain: str = ""
    category: str = ""
    channel: str = ""
    difficulty: str = ""
    text: str = ""

    def holds(self, item: Item) -> bool:
        """Tell whether a question is meant."""
        attributes = (field.name for field in fields(self) if field.name != "text")
        wanted = ((getattr(item, name), getattr(self, name)) for name in attributes)
        return all(str(has) == value for has, value in wanted if value) and self._mentioned_in(item)

    def _mentioned_in(self, item: Item) -> bool:
        if not self.text:
            return True
        words = fold(" ".join((item.id, *all_texts(item).values())))
        return all(word in words for word in fold(self.text).split())


async def all_questions(session: AsyncSession, wanted: QuestionFilter) -> list[Item]:
    """List the questions in use that a filter means, by exam and id."""
    exams = [blueprint.exam for blueprint in await all_blueprints(session)]
    items = [item for exam in exams for item in await all_live_items(session, exam)]
    return [item for item in items if wanted.holds(item)]


async def find_question(session: AsyncSession, item_id: str) -> Item:
    """Return a question in use or raise NotFound."""
    found = next((item for item in await all_questions(session, QuestionFilter()) if item.id == item_id), None)
    if found is None:
        raise NotFound("Deze vraag staat niet (meer) in de vragenbank.")
    return found
