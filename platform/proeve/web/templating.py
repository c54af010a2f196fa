"""The one Jinja environment in which every page is rendered."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from proeve.core import dutch
from proeve.web.assets import asset, icon

TEMPLATE_FOLDER = Path(__file__).parent / "templates"


def make_environment() -> Environment:
    """Return an environment that escapes everything and refuses names a page was not given."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=asset, icon=icon)
    environment.filters.update(
        day=dutch.day,
        short_day=dutch.short_day,
        weekday=dutch.weekday,
        time=dutch.time,
        moment=dutch.moment,
        exact_time=dutch.exact_time,
        exact_moment=dutch.exact_moment,
        number=dutch.number,
    )
    environment.globals.update(count=dutch.count)
    return environment
