"""The same answers for programs, as JSON."""
