"""Receipts: a code at the end of a sitting that vouches for every answer that was stored."""
