"""A report or rows as table, csv, markdown, json, xlsx. Values in, text or bytes out."""
