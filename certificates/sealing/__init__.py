"""Sealing documents: who can (a key file, a device), how (PAdES), and the time-stamp that may go with it."""
