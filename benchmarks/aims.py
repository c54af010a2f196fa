"""Aims: what was measured beside what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim: what was measured, the limit, and whether it was met."""

    name: str
    measured: float
    limit: float
    met: bool


def at_least(name: str, measured: float, limit: float) -> Aim:
    """Return the aim of a figure that should reach a limit."""
    return Aim(name, measured, limit, met=measured >= limit)


def at_most(name: str, measured: float, limit: float) -> Aim:
    """Return the aim of a figure that should not pass a limit."""
    return Aim(name, measured, limit, met=measured <= limit)


def under(name: str, measured: float, limit: float) -> Aim:
    """Return the aim of a figure that should stay under a limit."""
    return Aim(name, measured, limit, met=measured < limit)
