"""Pages for administrators: staff, sittings, messages and the register of their corporation."""
