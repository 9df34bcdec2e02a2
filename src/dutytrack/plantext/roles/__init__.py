"""Who leads, who shares: labels, clauses, lists of names."""
