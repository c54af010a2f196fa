"""The text of a piece of QTI: paragraphs on lines of their own, everything else than text counted as lost."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.default_words import as_written
from question_bank.exchange.qti.names import VARIABLE

NAMES_OF_BLOCKS = (
    "p div li dt dd h1 h2 h3 h4 h5 h6 blockquote pre tr table ul ol dl section article figure figcaption br qti- "
    "prompt qti-content-body qti-simple-choice"
)
BLOCKS = frozenset(NAMES_OF_BLOCKS.split())
CELLS = ("td", "th")
WITHOUT_TEXT = {
    "img": ("afbeelding", "Afbeeldingen gaan niet mee. Beschrijf in de tekst wat te zien was."),
    "picture": ("afbeelding", "Afbeeldingen gaan niet mee. Beschrijf in de tekst wat te zien was."),
    "object": ("bestand", "Bestanden in een vraag gaan niet mee. Beschrijf in de tekst wat erin stond."),
    "audio": ("geluid", "Geluid gaat niet mee. Schrijf in de tekst wat te horen was."),
    "video": ("video", "Video gaat niet mee. Beschrijf in de tekst wat te zien was."),
    "math": ("formule", "Formules gaan niet mee. Schrijf de formule in gewone tekst."),
    "qti-printed-variable": (
        "variabele",
        "Waarden die per deelnemer verschillen gaan niet mee. Schrijf een vaste waarde.",
    ),
}
FLATTENED = {
    "table": ("tabel", "Van de tabel is alleen de tekst meegekomen. Maak er zinnen van."),
    "a": ("link", "Van de link is alleen de tekst meegekomen."),
}
NAMES_OF_LAYOUT = "b strong em i u sub sup small big code"
LAYOUT = frozenset(NAMES_OF_LAYOUT.split())
LAYOUT_LOST = ("opmaak", "Vet, schuin en andere opmaak zijn gewone tekst geworden.")
SPACE = re.compile(r"[ \t\r\n]+")
SPACES = re.compile(r"[ \t]+")
GAP = re.compile(r"\s*\n\s*")


def text_of(*elements: Element) -> str:
    """Return the text of the elements, a line per paragraph, without anything that is no text."""
    pieces = "".join("".join((*_pieces(element), "\n")) for element in elements)
    return GAP.sub("\n", SPACES.sub(" ", pieces)).strip()


def exact_text(element: Element) -> str:
    """Return the text as it stands there, to the letter, with our variables between braces again."""
    marks = element.get("class", "").split()
    name = next((mark.removeprefix(VARIABLE) for mark in marks if mark.startswith(VARIABLE)), "")
    if name:
        return as_written(name, "".join(element.itertext()))
    return (element.text or "") + "".join(exact_text(child) + (child.tail or "") for child in element)


def lost_in(element: Element) -> Iterator[tuple[str, str]]:
    """Name what ``text_of`` leaves out of an element, each part once: the part and the sentence."""
    names = {part.tag for part in element.iter()}
    known = WITHOUT_TEXT | FLATTENED
    yield from dict.fromkeys(known[name] for name in sorted(names & known.keys()))
    if names & LAYOUT:
        yield LAYOUT_LOST


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in WITHOUT_TEXT:
        return
    # Only our own line ends count: those in the source are as good as spaces.
    ends = "\n" if element.tag in BLOCKS else " " if element.tag in CELLS else ""
    yield ends + SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield SPACE.sub(" ", child.tail or "")
    yield ends
