"""What import, lint and review share at the shell."""
