"""Read YAML with the safe loader and remember on which line everything stands."""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

from question_bank.flaw import Place

# The loader in C reads the bank in a third of the time; where PyYAML came without it, its twin does the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableYaml(ValueError):
    """A file is not YAML that can be used; ``line`` says where it stops being so."""

    def __init__(self, file: Path, line: int, sentence: str) -> None:
        super().__init__(f"{file.name}, regel {line}: {sentence}")
        self.file = file
        self.line = line
        self.sentence = sentence


class LocatedYaml:
    """The plain data of one file, with the line of each part of it."""

    def __init__(self, file: Path) -> None:
        try:
            loader = LOADER(file.read_text(encoding="utf-8"))
            root = loader.get_single_node()
            if not isinstance(root, yaml.MappingNode):
                raise UnreadableYaml(file, 1, "Begin met sleutels zoals 'family:' en 'items:'.")
            _refuse_double_keys(file, root)
            self.data: dict[str, Any] = _tidied(loader.construct_document(root))
        except UnicodeDecodeError as error:
            raise UnreadableYaml(file, 1, "Sla het bestand op als UTF-8.") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise UnreadableYaml(file, line, f"Dit is geen geldige YAML: {error.problem}.") from error
        self.file = file
        self._root = root

    def line_of(self, place: Place) -> int:
        """Return the line where a place stands, or of the nearest thing around it that exists."""
        node: yaml.Node = self._root
        line = node.start_mark.line
        for step in place:
            found = next(((at, child) for key, at, child in _children(node) if key == step), None)
            if found is None:
                break
            line, node = found
        return line + 1


def _children(node: yaml.Node) -> Iterator[tuple[str | int, int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield number, value.start_mark.line, value


def _refuse_double_keys(file: Path, node: yaml.Node) -> None:
    # YAML readers silently keep the last of two equal keys, which loses an author's text.
    seen: set[Hashable] = set()
    for key, line, child in _children(node):
        if isinstance(node, yaml.MappingNode):
            if key in seen:
                raise UnreadableYaml(file, line + 1, f"'{key}' staat hier twee keer.")
            seen.add(key)
        _refuse_double_keys(file, child)


def _tidied(value: Any) -> Any:
    """Tidy the spaces of each line; an empty line in a folded text of a YAML file is where its author broke off."""
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    if isinstance(value, list):
        return [_tidied(part) for part in value]
    if isinstance(value, dict):
        return {key: _tidied(part) for key, part in value.items()}
    return value
