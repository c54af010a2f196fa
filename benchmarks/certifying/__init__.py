"""What `make bench-certificates` measures."""
