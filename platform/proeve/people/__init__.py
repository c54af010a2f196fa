"""Who someone is: persons, roles, sign-in, sessions and the scope of a request."""
