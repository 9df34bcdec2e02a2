"""One module a report: facts of the ledger in, a Report value out. Reads only."""
