"""Certificates as stored: issue, find, revoke, forecast."""
