"""Keep what never changes once it is stored, decoded, for as long as this process uses the database it is in."""

from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.pool import Pool

Key = TypeVar("Key")
Document = TypeVar("Document")


class Decoded(Generic[Key, Document]):
    """Decoded documents by key, apart for each database: a key means something only there."""

    def __init__(self) -> None:
        self._of_database: WeakKeyDictionary[Pool, dict[Key, Document]] = WeakKeyDictionary()

    def of(self, session: AsyncSession) -> dict[Key, Document]:
        """Return the documents decoded so far from the session's database, to read and to add to."""
        return self._of_database.setdefault(session.get_bind().engine.pool, {})
