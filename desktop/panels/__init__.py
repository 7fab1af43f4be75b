"""What stands beside the tabs of a report."""
