"""Head, headings and numbering of a document."""
