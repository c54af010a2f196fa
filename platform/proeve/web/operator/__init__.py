"""Pages for the operator: corporations, roles and the outbox of the demo."""
