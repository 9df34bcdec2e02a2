"""The unit register, members, successions and people."""
