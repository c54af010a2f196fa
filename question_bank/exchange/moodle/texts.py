"""Reading the texts of Moodle: our own parts by their class, and the texts of others as plain text."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from msgspec import Struct

from question_bank.exchange.active_markup import refuse_active
from question_bank.exchange.default_words import as_written
from question_bank.exchange.moodle.markup import LABEL, PREFIX, VARIABLE
from question_bank.exchange.refused import RefusedPackage

BREAKS = frozenset(
    (
        "address",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    )
)
# An element that stands alone never ends, so it must not be waited for.
ALONE = frozenset(("area", "br", "col", "hr", "img", "input", "source", "track", "wbr"))
PICTURES = {"img": "afbeelding", "object": "bestand", "audio": "geluid", "video": "film"}
LOOKS = frozenset(
    (
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "font",
        "big",
        "small",
        "table",
        "ol",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
# Texts without HTML. Moodle has given up wiki_like, and shows it as it stands.
PLAIN = ("plain_text", "markdown", "wiki_like")
AUTOMATIC = "moodle_auto_format"
"""HTML in which the end of a line is the end of a line, as questions have that came to Moodle as plain text."""

UNREADABLE = "Een tekst in dit bestand is geen goede HTML. Open de vraag in Moodle en sla hem opnieuw op."


class MoodleText(Struct, frozen=True):
    """A text: our parts by name, everything else as plain text, and what of it is not text."""

    blocks: Mapping[str, str]
    plain: str
    lost: tuple[str, ...] = ()


def text_of(parent: Element, path: str) -> str:
    """Return the text at a path as it stands in the file, empty when there is none."""
    return (parent.findtext(f"{path}/text") or "").strip()


def read_text(element: Element | None, name: str) -> MoodleText:
    """Return what a text holds; raise RefusedPackage for markup that runs or loads."""
    if element is None:
        return MoodleText({}, "")
    content = element.findtext("text") or ""
    lost = ["bestand"] if element.find("file") is not None else []
    form = element.get("format", "html")
    if form in PLAIN:
        return MoodleText({}, content.strip(), tuple(lost))
    if form == AUTOMATIC:
        content = content.strip().replace("\n", "<br />")
    reader = _Reader(name)
    try:
        reader.feed(content)
        reader.close()
    except AssertionError as error:
        # The parser of the standard library says this of declarations that it does not know.
        raise RefusedPackage(UNREADABLE, name) from error
    return MoodleText(reader.blocks, _tidy("".join(reader.plain)), tuple(dict.fromkeys((*lost, *reader.lost))))


class _Reader(HTMLParser):
    """Collects the named blocks apart from the rest."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._open: list[tuple[str, str]] = []
        self._variable: str | None = None
        self.blocks: dict[str, str] = {}
        self.plain: list[str] = []
        self.lost: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Refuse what may do harm, note what is no text, and remember in which block this stands."""
        attributes = dict(attrs)
        refuse_active(tag, attributes, self._name)
        self._note(tag, attributes)
        mark = next((word for word in (attributes.get("class") or "").split() if word.startswith(PREFIX)), "")
        if tag in BREAKS:
            self._add("\n")
        if tag not in ALONE:
            self._open.append((tag, mark))
            if mark.startswith(VARIABLE):
                self._variable = ""
            elif mark not in ("", LABEL):
                self.blocks.setdefault(mark.removeprefix(PREFIX), "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and whatever in it was never closed."""
        if tag in (name for name, _ in self._open):
            self._leave(tag)
            if tag in BREAKS and self._block() is None:
                self.plain.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if any(mark == LABEL for _, mark in self._open):
            return
        self._add(data.replace("\n", " "))

    def close(self) -> None:
        """Leave whatever was never closed."""
        super().close()
        self._leave("")

    def _leave(self, tag: str) -> None:
        """Leave what is open, up to and with an element."""
        left = ""
        while self._open and left != tag:
            left, mark = self._open.pop()
            if mark.startswith(VARIABLE):
                words, self._variable = self._variable or "", None
                self._add(as_written(mark.removeprefix(VARIABLE), words))

    def _add(self, text: str) -> None:
        if self._variable is not None:
            self._variable += text
            return
        name = self._block()
        if name is None:
            self.plain.append(text)
        else:
            self.blocks[name] += text

    def _block(self) -> str | None:
        marks = (mark for _, mark in reversed(self._open) if mark not in ("", LABEL) and not mark.startswith(VARIABLE))
        mark = next(marks, None)
        return None if mark is None else mark.removeprefix(PREFIX)

    def _note(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag in PICTURES:
            self.lost.append(PICTURES[tag])
        elif tag == "a" and attributes.get("href"):
            self.lost.append("link")
        elif tag in LOOKS and PREFIX not in (attributes.get("class") or ""):
            self.lost.append("opmaak")


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()
