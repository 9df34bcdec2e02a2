"""Reading a ledger: plain SQL on a connection that can't write, frozen rows out. One list a file."""
