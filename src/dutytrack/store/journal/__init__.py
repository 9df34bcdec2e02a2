"""The hash-chained journal: written, replayed, verified, reversed."""
