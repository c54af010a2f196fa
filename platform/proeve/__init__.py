"""Proeve: assessment and certification for Dutch housing corporations."""
