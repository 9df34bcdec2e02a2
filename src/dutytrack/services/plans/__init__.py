"""Plans into the ledger: first texts, later texts, reviewed ones."""
