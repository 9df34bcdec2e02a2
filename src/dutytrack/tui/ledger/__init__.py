"""The ledger and today screens."""
