"""Where reports are kept: one SQLite file is the store of one office."""
