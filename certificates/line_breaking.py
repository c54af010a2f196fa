"""Where a text may be broken, and how its pieces are spread over lines of about the same length."""

import re

# After a space, and after a hyphen or slash that has a real word before it ("Heijden-Oosterbaan", not "e-mail").
BREAKS = re.compile(r"(?<= )|(?<=\w{4}[-/])")
NARROWING_STEPS = 40


def word_pieces(text: str) -> list[str]:
    """Return the parts a line may end after, each with its own space or hyphen."""
    return BREAKS.split(text)


def name_pieces(name: str) -> list[str]:
    """Return the parts of a person's name, with "van der" kept to the word that follows."""
    pieces: list[str] = []
    for piece in word_pieces(name):
        if pieces and pieces[-1].islower():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    # A name typed without any capital would become one piece; then every space will do.
    return pieces if len(pieces) > 1 else word_pieces(name)


def balanced_lines(pieces: list[tuple[str, float]], width: float, most: int) -> list[str] | None:
    """Spread pieces with their widths over as few lines as possible, about equally long.

    Returns None when the pieces need more than ``most`` lines.
    """
    lines = filled_lines(pieces, width)
    if lines is None or len(lines) > most:
        return None
    for step in range(1, NARROWING_STEPS):
        narrower = filled_lines(pieces, width * (1 - step / NARROWING_STEPS))
        if narrower is None or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def filled_lines(pieces: list[tuple[str, float]], width: float) -> list[str] | None:
    """Fill each line before the next is begun; None when one piece is wider than a line.

    A line that is broken after a space keeps it, so that nobody hears or copies two words as one.
    """
    lines: list[str] = []
    room = 0.0
    for piece, needed in pieces:
        if needed > width:
            return None
        if not lines or needed > room:
            lines.append("")
            room = width
        lines[-1] += piece
        room -= needed
    return [*lines[:-1], lines[-1].rstrip()]
