"""The import of staff lists: a file is read and checked first, and written only when somebody confirms it."""
