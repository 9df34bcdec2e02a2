"""Document files as text: a table becomes one row a line, so that the reader sees the same plan in whatever file.

The library for a kind of file is imported when a file of that kind is read.
"""

from __future__ import annotations

from dutytrack.plantext.files.document import DEFAULT_LIMITS, Document, Limits
from dutytrack.plantext.files.reading import read_document

__all__ = ["DEFAULT_LIMITS", "Document", "Limits", "read_document"]
