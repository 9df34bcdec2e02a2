"""From a plan document to a parsed plan and its problems. Pure: no database, no clock, no network."""
