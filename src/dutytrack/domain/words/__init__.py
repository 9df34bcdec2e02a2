"""The vocabularies that both the reader of plans and the query language work by."""
