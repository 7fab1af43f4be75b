"""The tabs of a report: its sections, built from the definition, and its head and foot."""
