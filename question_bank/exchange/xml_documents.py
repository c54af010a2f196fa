"""Read an XML document of a stranger: what may do harm is refused while it is read, before it can do any."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from question_bank.exchange.active_markup import refuse_active
from question_bank.exchange.refused import RefusedPackage

MOST_BYTES = 20_000_000
MOST_ELEMENTS = 500_000
DEEPEST = 100

# What editors write to find a schema; we look nothing up, so it does nothing.
HARMLESS_INSTRUCTIONS = frozenset({"xml-model"})

TOO_LARGE = "Dit bestand is te groot. Verdeel de vragen over meer bestanden."
DTD = (
    "Dit bestand heeft een eigen DTD of entiteiten (<!DOCTYPE>). Daarmee kan een bestand de server overbelasten "
    "of andere bestanden lezen. Haal dit weg en maak het bestand opnieuw."
)
NO_XML = (
    "Dit is geen geldige XML: regel {line} klopt niet. Maak het bestand opnieuw in het programma waar het uit komt."
)


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root of a document, with names as ``{namespace}local`` and without comments.

    Raise RefusedPackage for what is no XML, and for what may do harm: a DTD or entities, processing instructions,
    markup that runs or loads (see ``active_markup``), and more elements or depth than questions need. ``name`` is
    what the message calls the file. The parser stops at the first offence: nothing is expanded, nothing is fetched.
    """
    if len(content) > MOST_BYTES:
        raise RefusedPackage(TOO_LARGE, name)
    return _Reader(name).read(content)


class _Reader:
    """Builds a tree from what the parser of the standard library meets, and refuses on the way."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._builder = TreeBuilder()
        self._elements = 0
        self._depth = 0
        # An entity from outside is never looked up, for there is no handler that would.
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, content: bytes) -> Element:
        """Return the root, or raise RefusedPackage."""
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, RefusedPackage):
                raise
            line = self._parser.CurrentLineNumber
            raise RefusedPackage(NO_XML.format(line=line), self._name) from error
        return self._builder.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise RefusedPackage(TOO_LARGE, self._name)
        named = {_clark(key): value for key, value in attributes.items()}
        refuse_active(_clark(tag), named, self._name)
        self._builder.start(_clark(tag), named)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(_clark(tag))

    def _doctype(self, *_: object) -> None:
        raise RefusedPackage(DTD, self._name)

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() not in HARMLESS_INSTRUCTIONS:
            sentence = f"Dit bestand bevat een opdracht voor een programma (<?{target}?>). Haal deze regel weg."
            raise RefusedPackage(sentence, self._name)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """List the children of an element with this local name, whatever their namespace."""
    return (child for child in element if local_name(child) == name)


def _clark(name: str) -> str:
    return f"{{{name}" if "}" in name else name
