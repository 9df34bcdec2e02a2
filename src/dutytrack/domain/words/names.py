"""How names are written one behind the other."""

BETWEEN_NAMES = "、"
"""What stands between the names of several units."""
