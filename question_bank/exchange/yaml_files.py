"""The bank as YAML files, in the shape and order in which the content that comes with the product is written."""

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from question_bank.blueprint import Blueprint
from question_bank.items import Item, Reply, Scenario

WIDTH = 110
BLUEPRINTS = "blueprints"

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_ORDERS: Mapping[type, list[str]] = {
    Item: [
        "id",
        "version",
        "kind",
        "category",
        "domain",
        "channel",
        "situation",
        "difficulty",
        "source",
        "boundary_rule",
        "enemies",
        "valid_until",
        "scenario",
        "question",
        "replies",
        "options",
        "key",
        "rubric",
        "model_answers",
        "marking_notes",
    ],
    Scenario: ["role", "fact", "text", "quote", "dialogue"],
    Reply: ["id", "text", "category", "also", "explanation", "remark"],
}
"""The order in which people write the fields, where it is not that of the model."""
_IN_LINE = frozenset({"enemies", "also", "key", "weights", "seconds", "where", "total_difficulty", "total_seconds"})


def folder_of(exam: str) -> str:
    """Return the name of the folder of an exam's families."""
    return exam.replace("-", "_")


def bank_files(items: Iterable[Item], blueprints: Iterable[Blueprint]) -> dict[str, str]:
    """Return the text of every file of a bank by its path: one for each family and for each blueprint."""
    families: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        families[item.exam, item.family].append(item)
    files = {f"{folder_of(exam)}/{family}.yaml": family_file(members) for (exam, family), members in families.items()}
    return files | {f"{BLUEPRINTS}/{blueprint.exam}.yaml": blueprint_file(blueprint) for blueprint in blueprints}


def write_files(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Write the files of a bank, and remove the families of its exams that it no longer has; return those removed."""
    exams = {path.partition("/")[0] for path in files} - {BLUEPRINTS}
    stale = [file for exam in exams for file in (folder / exam).glob("*.yaml") if f"{exam}/{file.name}" not in files]
    for file in stale:
        file.unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return sorted(file.relative_to(folder).as_posix() for file in stale)


def family_file(items: Iterable[Item]) -> str:
    """Return the file of one family, its items by number."""
    ordered = sorted(items, key=lambda item: (len(item.id), item.id))
    lines = [f"family: {_scalar(ordered[0].family)}", f"exam: {_scalar(ordered[0].exam)}", "items:"]
    for item in ordered:
        lines += ["", *_listed(_plain(item), 2)] if item is not ordered[0] else _listed(_plain(item), 2)
    return "\n".join(lines) + "\n"


def blueprint_file(blueprint: Blueprint) -> str:
    """Return the file of one blueprint, its cells last."""
    plain = _plain(blueprint)
    cells = plain.pop("cells")
    lines = [*_mapping(plain, 0), "cells:", *(f"  - {_flow(cell)}" for cell in cells)]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> Any:
    """Return plain data without the fields that say what holds anyway."""
    if isinstance(value, Struct):
        fields = msgspec.structs.fields(value)
        said = {field.name: getattr(value, field.name) for field in fields}
        needed = {field.name for field in fields if field.required or said[field.name] != _default(field)}
        return {name: _plain(said[name]) for name in _ORDERS.get(type(value), said) if name in needed}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return msgspec.to_builtins(value, builtin_types=())


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def _mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    space = " " * indent
    for name, part in value.items():
        if isinstance(part, str):
            yield from _text(f"{space}{name}:", part, indent + 2)
        elif name in _IN_LINE or not isinstance(part, (dict, list)):
            yield f"{space}{name}: {_flow(part)}"
        elif isinstance(part, dict):
            yield f"{space}{name}:"
            yield from _mapping({str(key): each for key, each in part.items()}, indent + 2)
        else:
            yield f"{space}{name}:"
            for each in part:
                yield from _listed(each, indent + 2)


def _listed(value: Any, indent: int) -> Iterator[str]:
    """Write one part of a list: its first line after a dash, the rest below it."""
    space = " " * indent
    if isinstance(value, str):
        yield from _text(f"{space}-", value, indent + 2)
        return
    for number, line in enumerate(_mapping(value, indent + 2)):
        yield f"{space}- {line[indent + 2 :]}" if number == 0 else line


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    """Write a text on the line of its name, or folded below it when it is long or has lines of its own."""
    lines = text.split("\n")
    if len(lines) == 1 and len(line := f"{head} {_scalar(text)}") <= WIDTH:
        yield line
        return
    yield f"{head} >-"
    for number, line in enumerate(lines):
        if number:
            yield ""  # In a folded text an empty line is what breaks a line.
        wrapped = textwrap.wrap(line, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        yield from (" " * indent + part for part in wrapped)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(name)}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return _scalar(value, in_flow=True) if isinstance(value, str) else json.dumps(value)


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """Write a text as it is where YAML reads it back so, and between double quotes elsewhere."""
    quoted = json.dumps(text, ensure_ascii=False)
    if in_flow and not text.replace("-", "").replace("_", "").isalnum():
        return quoted
    dumped: str = yaml.dump(text, Dumper=_DUMPER, allow_unicode=True, width=10_000)
    return text if dumped.splitlines()[0] == text and ":" not in text.split(" ", maxsplit=1)[0] else quoted
