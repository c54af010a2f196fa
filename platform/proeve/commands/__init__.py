"""Groups of commands, one per file."""
