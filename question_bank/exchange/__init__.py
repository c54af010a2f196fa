"""Questions on their way to and from other systems: one file or folder per format."""
