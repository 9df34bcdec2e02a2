"""Bytes to text, text to lines, paragraphs and clauses."""
