"""What a table page shows of a longer list, and the links that sort, filter and page through it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

PAGE_SIZE = 50


@dataclass(frozen=True)
class Listing:
    """One view on a list: the page's path and query as they are now, and how many rows there are in all.

    ``query`` holds the filters only; sort and page are fields of their own. A sort of ``-name`` is descending.
    """

    path: str
    total: int
    query: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def page_count(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // self.page_size))

    @property
    def first(self) -> int:
        """The number of the first row shown, counting from one; zero when there is none."""
        return min(self.total, (self.page - 1) * self.page_size + 1)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.total, self.page * self.page_size)

    @property
    def page_numbers(self) -> list[int | None]:
        """The page numbers worth a link: the ends and the neighbours; None stands for a gap."""
        near = {1, self.page_count, *range(max(1, self.page - 1), min(self.page_count, self.page + 1) + 1)}
        numbers: list[int | None] = []
        for number in sorted(near):
            if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers

    def sorted_by(self, key: str) -> Literal["ascending", "descending", "none"]:
        """Return the value of ``aria-sort`` for a column."""
        if self.sort == key:
            return "ascending"
        return "descending" if self.sort == f"-{key}" else "none"

    def sort_link(self, key: str) -> str:
        """Return the link that sorts by a column, or turns its order round, from the first page."""
        return self._link(sort=f"-{key}" if self.sort == key else key)

    def page_link(self, page: int) -> str:
        """Return the link to another page of the same view."""
        return self._link(sort=self.sort, page="" if page == 1 else str(page))

    def link_without(self, *filters: str) -> str:
        """Return the link to this view without the named filters."""
        return self._link(leave_out=filters, sort=self.sort)

    def _link(self, leave_out: tuple[str, ...] = (), **extra: str) -> str:
        pairs = {key: value for key, value in (*self.query.items(), *extra.items()) if value and key not in leave_out}
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
