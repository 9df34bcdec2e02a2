"""What a form is, and what it is about."""
