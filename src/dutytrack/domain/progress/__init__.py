"""How far a task is, by figures, percentages and time."""
