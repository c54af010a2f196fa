"""The checks of a file that somebody hands over: one per file, each ending in success, failure or skipped."""
