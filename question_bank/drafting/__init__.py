"""Checks of an item while it is written: what is missing, what is wrong, and what looks too much like another item."""

from question_bank.drafting.flaws import draft_flaws, draft_item
from question_bank.drafting.neighbours import Neighbours

__all__ = ["Neighbours", "draft_flaws", "draft_item"]
