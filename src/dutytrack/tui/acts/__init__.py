"""The forms of acts on a task."""
