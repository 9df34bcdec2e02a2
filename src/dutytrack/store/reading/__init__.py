"""Reading a ledger: plain SQL on a connection that can't write, frozen rows out. One list a file.

What takes a query raises QueryError where that can't be understood, or names a unit or plan that is not there.
"""
