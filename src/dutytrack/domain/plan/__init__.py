"""The parsed plan, its problems and its numbering."""
