"""Tests of forms, db and desktop, in folders of the same names."""
