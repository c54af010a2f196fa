"""Read JSON that comes from outside, and refuse what two readers could understand differently."""

import json
from typing import Any


class UnfitJson(ValueError):
    """A text that is no JSON object, or an ambiguous one."""


def read_object(text: str) -> dict[str, Any]:
    """Return the object that the text holds; raise UnfitJson for anything else, such as a name that is given twice."""
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
        # Half of a surrogate pair can be escaped in JSON, but is no character that could be signed.
        json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise UnfitJson("This is not sound JSON.") from error
    if not isinstance(document, dict):
        raise UnfitJson("This is JSON, but not an object.")
    return document


def same_json(one: Any, other: Any) -> bool:
    """Tell whether two documents are the same JSON; unlike to Python, 1 is not true, nor 1.0, to JSON."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("A name is given twice.")
    return members


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON.")
