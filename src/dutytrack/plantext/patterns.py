"""Writing patterns as lists of words, which is what most of this package's grammar is."""

from __future__ import annotations


def any_of(words: str) -> str:
    """A group matching any of the blank-separated ``words`` (patterns themselves), the first that fits."""
    return "(?:" + "|".join(words.split()) + ")"
