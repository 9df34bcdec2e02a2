"""Pdf files with a text layer, as the pdf library reads them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2

from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import DamagedFileError, EncryptedFileError, TooMuchInsideError
from dutytrack.plantext.files.laid.lines import text_lines
from dutytrack.plantext.files.laid.page import Page
from dutytrack.plantext.files.laid.text import laid_out
from dutytrack.plantext.files.pdf.fonts import use_stand_in
from dutytrack.plantext.files.pdf.page import read_page
from dutytrack.plantext.text.decode import Content

_ONE_AT_A_TIME = threading.Lock()
"""The pdf library's state is shared by all threads of a process."""


def read_pdf(file: FileData) -> Content:
    """The text of all pages; raises a ``FileReadError`` where there is none."""
    with _ONE_AT_A_TIME:
        pages = list(_pages(file))
    return laid_out(file, pages)


def printed_lines(file: FileData) -> Iterator[str]:
    """All that is printed on the pages, line by line, running heads and feet too; raises a ``FileReadError``."""
    with _ONE_AT_A_TIME:
        for page in _pages(file):
            yield from (line.text for line in text_lines(page.characters, page.number))


def _pages(file: FileData) -> Iterator[Page]:
    use_stand_in()
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise EncryptedFileError(file.name) from error
        raise DamagedFileError(file.name, "pdf") from error
    with closing(document):
        document.init_forms()
        total = len(document)
        if total > file.limits.pages:
            raise TooMuchInsideError(file.name, what=_("pages"), limit=file.limits.pages)
        for index in range(total):
            file.progress(index, total)
            page = read_page(document, index, file.limits.page_characters)
            if page is None:
                raise TooMuchInsideError(file.name, what=_("characters on a page"), limit=file.limits.page_characters)
            yield page
        file.progress(total, total)
