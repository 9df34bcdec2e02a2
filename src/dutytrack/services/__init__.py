"""One module a use case. The only writers of the ledger."""
