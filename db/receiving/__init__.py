"""Receiving: a file from outside is copied, looked through as untrusted, and only then read."""
