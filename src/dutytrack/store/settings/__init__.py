"""Settings and rule books kept in the ledger."""
