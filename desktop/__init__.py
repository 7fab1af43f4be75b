"""How a person works with reports: the window and the command line."""
