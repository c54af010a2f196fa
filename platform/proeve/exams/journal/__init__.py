"""The answer journal: every saved answer appended once, in groups, and acknowledged only when it is durable."""
