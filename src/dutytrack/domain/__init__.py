"""Values and rules of the field: plans as read, dates, lamps, the query language. No I/O, no clock."""
