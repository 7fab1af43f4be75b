"""What a report is: its definition, its figures, the checks on them and the document they become.

Nothing here knows of windows (Qt) or of where reports are kept (SQLite).
"""
