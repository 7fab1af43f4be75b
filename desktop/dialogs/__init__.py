"""The dialogs: each asks one thing and returns the answer, so that tests can answer for it."""
