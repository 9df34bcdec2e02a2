"""Document files as text: each kind of file gives the lines that a person would read in it.

A table becomes one row a line with its cells separated by tabs, so that the plan reader sees the same plan whatever
file it came in. Nothing here needs a database or a network, and the library for a kind of file is imported when a
file of that kind is read.
"""

from __future__ import annotations

from dutytrack.plantext.files.document import DEFAULT_LIMITS, Document, Limits
from dutytrack.plantext.files.reading import read_document

__all__ = ["DEFAULT_LIMITS", "Document", "Limits", "read_document"]
