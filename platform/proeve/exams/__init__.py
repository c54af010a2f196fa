"""Blueprints as stored, sittings, enrolments, attempts, the answer journal, timing and results."""
