"""The terminal application: screens and widgets over the same calls as the command line."""
