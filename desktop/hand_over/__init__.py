"""Giving reports to the level above: one sealed file on a stick, chosen and made in one dialog."""
