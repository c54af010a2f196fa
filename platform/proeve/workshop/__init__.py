"""Where items are made: drafts, review by somebody else, the life of versions, leaks, and comparing with the YAML."""
