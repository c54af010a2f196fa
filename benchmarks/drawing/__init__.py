"""What `make bench-drawing` measures."""
