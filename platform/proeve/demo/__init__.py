"""The lively example: two made-up corporations with staff, sittings, results and certificates."""
