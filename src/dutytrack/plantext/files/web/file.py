"""Web pages: the text between navigation and footer, block by block, tables row by row."""

from __future__ import annotations

import codecs
import re

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData, content_of
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.web.lines import deepest_nesting, page_lines
from dutytrack.plantext.text.decode import Content, decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}
"""Pages that say gb2312 use characters outside it."""
_HEAD = 4096
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_html(file: FileData) -> Content:
    """The page's text without what surrounds it on the site."""
    text, problems = _decoded(file.data)
    if deepest_nesting(text) > file.limits.html_depth:
        raise TooMuchInsideError(file.name, what=_("levels of nesting"), limit=file.limits.html_depth)
    return content_of(page_lines(text), problems)


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The page in the character set that it names; in the one found where it names none, or a wrong one."""
    if not data.startswith(_BOMS):
        named = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
        if named is not None:
            name = named[1].decode("ascii").lower()
            try:
                return data.decode(_WIDER.get(name, name)), ()
            except (UnicodeDecodeError, LookupError):
                pass
    decoded = decode(data)
    return decoded.text, decoded.problems
