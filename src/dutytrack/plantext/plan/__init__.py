"""From lines to a parsed plan."""
