"""How long tests wait for what must come: machines that run them are busy, and speed is not what they test."""

PATIENCE_SECONDS = 120
"""Only a test that fails waits this long."""
