"""The tenants, their staff, and the import of staff lists."""
