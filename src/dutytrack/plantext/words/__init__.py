"""The vocabulary that patterns are built from."""
