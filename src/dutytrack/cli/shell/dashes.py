"""Dashes that an input method or a word processor put where a hyphen was meant."""

from __future__ import annotations

import re

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
"""The hyphen, and all that looks like it."""
_MISTAKEN = rf"(?i)[{DASHES}]*[{DASHES[1:]}][{DASHES}]*[a-z\uff41-\uff5a]"


def is_mistaken_option(word: str) -> bool:
    """Whether ``word`` is an option by all but its dashes: a long dash before ``help``."""
    return not word.isascii() and re.match(_MISTAKEN, word) is not None
