"""The language in which somebody wants their certificates."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Invalid
from proeve.people.persons import find_person

LANGUAGES = {"nl": "Nederlands", "en": "Engels"}


async def choose_certificate_language(session: AsyncSession, person_id: int, language: str) -> None:
    """Keep the language for what is issued from now on; raise Invalid for one that certificates do not speak."""
    if language not in LANGUAGES:
        problem = "Kies Nederlands of Engels."
        raise Invalid(problem, {"language": problem})
    (await find_person(session, person_id)).certificate_language = language
