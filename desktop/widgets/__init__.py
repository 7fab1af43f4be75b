"""The building blocks of the window. They know values and words, not stores or reports."""
