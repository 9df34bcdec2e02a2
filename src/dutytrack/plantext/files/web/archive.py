"""Web archives (mht): the page in them; word processors save them, and put them into documents."""

from __future__ import annotations

from email import message_from_bytes

from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import DamagedFileError
from dutytrack.plantext.files.web.lines import read_html
from dutytrack.plantext.text.decode import Content


def read_mht(file: FileData) -> Content:
    """The text of the first page in the archive; raises ``DamagedFileError`` where there is none."""
    for part in message_from_bytes(file.data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return read_html(file._replace(data=payload), part.get_content_charset() or "")
    raise DamagedFileError(file.name, "mht")
