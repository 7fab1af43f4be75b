"""Receiving files from the units below: looked through first, then taken in, conflicts decided."""
