"""The only room that knows HTTP: routes per audience, templates and static files."""
