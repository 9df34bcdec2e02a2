"""Units' names, the register, and which unit a name means."""
