"""Pages for trainers: results, profiles, exports and the question browser."""
