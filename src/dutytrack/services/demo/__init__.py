"""The demonstration ledger and the plans that come with the program."""
