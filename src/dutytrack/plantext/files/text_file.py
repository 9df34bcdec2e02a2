"""Plain text and Markdown."""

from __future__ import annotations

from dutytrack.plantext.files.document import Content, FileData
from dutytrack.plantext.text.decode import decode


def read_text(file: FileData) -> Content:
    """The text as it stands: lines keep their numbers, so that a task can be shown where it was read."""
    decoded = decode(file.data)
    return Content(decoded.text, decoded.problems)
