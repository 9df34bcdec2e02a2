"""The review of a reading."""
