"""The ledger as a file: where it lies, its layout, connections, backups."""
