"""What the exam page weighs on first load, and how long the server takes for it."""

import re
import statistics
from dataclasses import dataclass
from urllib.parse import urljoin

from benchmarks.candidates import Candidate
from benchmarks.visiting import Answer, Visit

REQUESTS = 200
WARM_UP = 10

LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
URL = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes that travel per file on first load, and the milliseconds of the two requests that make work."""

    files: dict[str, int]
    page_median_ms: float
    page_p95_ms: float
    open_median_ms: float
    open_p95_ms: float

    @property
    def bytes(self) -> int:
        """Return the weight of the first load as a whole."""
        return sum(self.files.values())


def measure_page(address: str, candidates: list[Candidate]) -> Page:
    """Load the exam page as a browser with an empty cache does, then time the page and its opening, one by one."""
    files = _first_load(address, candidates[0])
    shown: list[float] = []
    opened: list[float] = []
    for candidate in candidates:
        with Visit(address, candidate) as visit:
            for _ in range(REQUESTS // len(candidates)):
                shown.append(visit.get(page_path(candidate)).ms)
                opened.append(visit.post(open_path(candidate)).ms)
    return Page(files, *_median_and_p95(shown[WARM_UP:]), *_median_and_p95(opened[WARM_UP:]))


def page_path(candidate: Candidate) -> str:
    """Return the address of the exam page."""
    return f"/mijn/toetsen/{candidate.attempt_id}/afnemen"


def open_path(candidate: Candidate) -> str:
    """Return the address that the page opens the attempt with."""
    return f"/mijn/toetsen/{candidate.attempt_id}/openen"


def _first_load(address: str, candidate: Candidate) -> dict[str, int]:
    """Return the bytes of everything the page fetches, by path, in the order in which it is found."""
    with Visit(address, candidate) as visit:
        page = visit.get(page_path(candidate))
        opening = visit.post(open_path(candidate))
        files = {page_path(candidate): len(page.travelled), open_path(candidate): len(opening.travelled)}
        waiting = _addresses(page, page_path(candidate), page.text + opening.text)
        while waiting:
            path = waiting.pop(0)
            if path not in files:
                answer = visit.get(path)
                files[path] = len(answer.travelled)
                waiting += _addresses(answer, path, page.text + opening.text)
    return files


def _addresses(answer: Answer, path: str, shown: str) -> list[str]:
    """List what a page, a style sheet or a module fetches in turn; `shown` is the text that fonts are needed for."""
    if "html" in answer.content_type:
        found = LINKED.findall(answer.text)
    elif "javascript" in answer.content_type:
        found = IMPORTED.findall(answer.text)
    elif "css" in answer.content_type:
        faces = [face for face in FONT_FACE.findall(answer.text) if _is_needed(face, shown)]
        found = [URL.findall(face)[0] for face in faces]
    else:
        found = []
    return [urljoin(path, address) for address in found if not address.startswith(("data:", "http", "#"))]


def _is_needed(face: str, shown: str) -> bool:
    """Say whether a browser fetches a font: only when the text has a letter in its range."""
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in RANGE.findall(face)]
    return not ranges or any(first <= ord(letter) <= last for letter in set(shown) for first, last in ranges)


def _median_and_p95(durations: list[float]) -> tuple[float, float]:
    return statistics.median(durations), statistics.quantiles(durations, n=20)[-1]
