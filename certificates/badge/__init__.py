"""The Open Badge 3.0 that belongs to a certificate: made from its facts, signed in two forms, and checked again."""
