"""The formats of document files: how each is known by its content, then its name, which are refused, what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import NamedTuple

from dutytrack.i18n import N_, _
from dutytrack.plantext.files.archive import WORD_PART, Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import (
    DamagedFileError,
    EncryptedFileError,
    FileReadError,
    FileTooLargeError,
    OldWordError,
    PicturesOnlyError,
    TooMuchInsideError,
    UnsupportedKindError,
    damage_told,
)
from dutytrack.plantext.files.tables import MOST_CELLS, LargeTableError
from dutytrack.plantext.text.decode import Content, NotAPlanError, decode, is_binary
from dutytrack.plantext.text.signs import seen


class Format(StrEnum):
    """A format that is read; the value is its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    CSV = "text/csv"
    HTML = "text/html"
    MHT = "multipart/related"
    PDF = "application/pdf"
    OFD = "application/ofd"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ZIP = "application/zip"
    DOC = "application/msword"
    RTF = "application/rtf"
    WORD_XML = "application/msword+xml"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"

    def read(self, file: FileData) -> Content:
        """The text, by a reader loaded now, each with its library; raises ``FileReadError`` where it can't be read."""
        if self.startswith("text/") and len(file.data) > file.limits.text_bytes:
            raise FileTooLargeError(file.name, size=len(file.data), limit=file.limits.text_bytes)
        try:
            with damage_told(file.name, self.name.lower()):
                return _within(file, self._reader()(file))
        except LargeTableError as error:
            raise TooMuchInsideError(file.name, what=_("cells in a table"), limit=MOST_CELLS) from error
        except NotAPlanError as error:
            raise UnsupportedKindError(file.name, kind=_("no text"), advice=error.reason) from error

    def _reader(self) -> Callable[[FileData], Content]:
        reader: Callable[[FileData], Content]
        match self:
            case Format.CSV:
                from dutytrack.plantext.files.excel.csv_text import read_csv as reader
            case Format.HTML:
                from dutytrack.plantext.files.web.lines import read_html as reader
            case Format.MHT:
                from dutytrack.plantext.files.web.archive import read_mht as reader
            case Format.PDF:
                from dutytrack.plantext.files.pdf.file import read_pdf as reader
            case Format.OFD:
                from dutytrack.plantext.files.ofd import read_ofd as reader
            case Format.DOCX:
                from dutytrack.plantext.files.docx.file import read_docx

                reader = partial(read_docx, read_chunk=_read_chunk)
            case Format.XLSX:
                from dutytrack.plantext.files.excel.xlsx import read_xlsx as reader
            case Format.XLS:
                from dutytrack.plantext.files.excel.xls import read_xls as reader
            case _ if self in _THROUGH_OFFICE:
                reader = partial(_through_office, kind=self)
            case _:  # lines keep their numbers, so that a task can be shown where it was read
                reader = _decoded
        return reader


def _within(file: FileData, content: Content) -> Content:
    """``content``, unless it has more lines, or a longer one, than are read, or none but pictures."""
    text, limits = content.text, file.limits
    if not text.strip() and any("/media/" in part for part in _Look(file).parts):
        raise PicturesOnlyError(file.name)
    if text.count("\n") > limits.lines:
        raise TooMuchInsideError(file.name, what=_("lines"), limit=limits.lines)
    if len(text) > limits.line_characters and max(map(len, text.split("\n"))) > limits.line_characters:
        raise TooMuchInsideError(file.name, what=_("characters on a line"), limit=limits.line_characters)
    return content


class _ThroughOffice(NamedTuple):
    """How LibreOffice opens a kind of file, and what it makes of it."""

    ending: str
    filter_name: str
    wanted: Format


_THROUGH_OFFICE: Mapping[Format, _ThroughOffice] = {
    Format.DOC: _ThroughOffice(".doc", "MS Word 97", Format.DOCX),
    Format.RTF: _ThroughOffice(".rtf", "Rich Text Format", Format.DOCX),
    Format.WORD_XML: _ThroughOffice(".xml", "MS Word 2003 XML", Format.DOCX),
    Format.ODT: _ThroughOffice(".odt", "writer8", Format.DOCX),
    Format.ODS: _ThroughOffice(".ods", "calc8", Format.XLSX),
    Format.XLSB: _ThroughOffice(".xlsb", "Calc MS Excel 2007 Binary", Format.XLSX),
}
"""Formats that are read where the machine has LibreOffice."""


def _through_office(file: FileData, kind: Format) -> Content:
    """The text of what LibreOffice makes of the file; raises what refuses such a file where it makes nothing of it."""
    from dutytrack.plantext.files.office import converted

    how = _THROUGH_OFFICE[kind]
    made = converted(file, how.ending, how.filter_name, how.wanted.name.lower())
    if made is None:
        look = _Look(file)
        raise _outcome(look).refusal(look)
    return how.wanted.read(made)


def _read_chunk(file: FileData) -> Content:
    """The text of a file that stands in another; raises a ``FileReadError`` where there are too many in each other."""
    if file.limits.nested_archives < 0:
        raise TooMuchInsideError(file.name, what=_("archives in each other"), limit=0)
    return format_of(file).read(file)


def _decoded(file: FileData) -> Content:
    content = decode(file.data)
    return content._replace(text=seen(content.text))


class _Look:
    """What a look at a file shows of its format."""

    def __init__(self, file: FileData) -> None:
        self.file = file
        self.name = file.name
        self.head = file.data[:4096]
        self.suffix = PurePosixPath(file.name).suffix.lower()
        self.is_zip = file.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))
        self.is_ole = file.data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        self.is_html: bool = _HTML.search(self.head) is not None
        self.is_utf16: bool = self.head.startswith((b"\xff\xfe", b"\xfe\xff"))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return Archive(self.file).names if self.is_zip else ()

    @cached_property
    def root(self) -> str:
        """What the part of an office file is that all others hang on: ``document``, ``workbook``, ``presentation``."""
        if not self.is_zip or "_rels/.rels" not in self.parts:
            return ""
        from dutytrack.plantext.files.xmlparts import related

        archive = Archive(self.file, "xml")
        main = related(archive, "", "officeDocument", "")
        found = _ROOT.search(archive.read(main)[:4096]) if main else None
        return found[1].decode("ascii") if found is not None else ""

    @property
    def is_web_page(self) -> bool:
        """Whether it is a web page, by its name or by its first tag."""
        starts_with_tag = self.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        return self.suffix in (".html", ".htm", ".xhtml", ".shtml") or (starts_with_tag and self.is_html)

    @property
    def is_binary(self) -> bool:
        """Whether the bytes are no text."""
        return not self.is_utf16 and is_binary(self.head)


_Sign = Callable[[_Look], bool]
_Refusal = Callable[[_Look], FileReadError]
_MHT = re.compile(
    rb"(?:From: <Saved by|MIME-Version:|(?:[A-Z][A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){1,12}?MIME-Version:)"
)
_BMP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_WORD_XML = re.compile(rb"<w:wordDocument[\s>]")
_OFFICE_XML = re.compile(rb"<(?:pkg:package|Workbook|office:document)[\s>]")
_ROOT = re.compile(rb"<(?:\w+:)?(document|workbook|presentation)[\s>]")
_NOT_TEXT = (".docx", ".xlsx", ".xls", ".pdf", ".zip", ".doc")

_SAVE_AS_DOCX = N_("save it as .docx")
_SAVE_AS_EITHER = N_("save it as .docx or .xlsx")
_SAVE_TEXT = N_("save its text as .docx or .pdf")
_GIVE_TEXT = N_("give the document as docx, xlsx, pdf, html or txt")
_RECOGNISE = N_("run text recognition (OCR) on it first")
_UNPACK = N_("unpack it first")


def _begins(*beginnings: bytes) -> _Sign:
    return lambda look: look.file.data.startswith(beginnings)


def _has(*parts: str) -> _Sign:
    """A zip archive that has all the parts."""
    return lambda look: all(part in look.parts for part in parts)


def _holds(*streams: str) -> _Sign:
    """An old office file that holds one of the streams."""
    return lambda look: look.is_ole and any(stream.encode("utf-16-le") in look.file.data for stream in streams)


def _unread(kind: str, advice: str) -> _Refusal:
    return lambda look: UnsupportedKindError(look.name, kind=_(kind), advice=_(advice))


def _is_open_document(kind: bytes) -> _Sign:
    """An OpenDocument file of the kind: what it is stands first in it, not packed."""
    mark = b"mimetypeapplication/vnd.oasis.opendocument." + kind
    return lambda look: look.is_zip and mark in look.head and "content.xml" in look.parts


_open_document = _unread(N_("an OpenDocument file"), _SAVE_AS_EITHER)


def _damaged(look: _Look) -> FileReadError:
    """Not what the name says; without an ending it is taken for a docx."""
    return DamagedFileError(look.name, look.suffix.lstrip(".") or "docx")


class _Outcome(NamedTuple):
    """What a file is that shows a sign: of a format, or refused, or the one where LibreOffice is and else the other."""

    refusal: _Refusal
    format: Format | None = None


def _old_word(look: _Look) -> FileReadError:
    return OldWordError(look.name)


_SIGNS: tuple[tuple[_Sign, Format | _Refusal | _Outcome], ...] = (
    (lambda look: any(map(WORD_PART.fullmatch, look.parts)), Format.DOCX),
    (_has("xl/workbook.xml"), Format.XLSX),
    (lambda look: look.root == "document", Format.DOCX),
    (lambda look: look.root == "workbook", Format.XLSX),
    (lambda look: look.root == "presentation", _unread(N_("a PowerPoint presentation"), _SAVE_TEXT)),
    (_has("OFD.xml"), Format.OFD),
    (_has("ppt/presentation.xml"), _unread(N_("a PowerPoint presentation"), _SAVE_TEXT)),
    (
        _has("xl/workbook.bin"),
        _Outcome(_unread(N_("a binary Excel workbook (.xlsb)"), N_("save it as .xlsx")), Format.XLSB),
    ),
    (_has("META-INF/container.xml"), _unread(N_("an e-book"), _SAVE_AS_DOCX)),
    (_has("META-INF/MANIFEST.MF"), _unread(N_("a Java archive"), _GIVE_TEXT)),
    (_is_open_document(b"text"), _Outcome(_open_document, Format.ODT)),
    (_is_open_document(b"spreadsheet"), _Outcome(_open_document, Format.ODS)),
    (_has("content.xml", "mimetype"), _open_document),
    (lambda look: look.is_zip and look.suffix in (".docx", ".xlsx"), _damaged),
    (_has("[Content_Types].xml"), _damaged),
    (lambda look: look.is_zip, Format.ZIP),
    (_holds("EncryptedPackage"), lambda look: EncryptedFileError(look.name)),
    (_holds("WordDocument"), _Outcome(_old_word, Format.DOC)),
    (_holds("PowerPoint Document"), _unread(N_("a PowerPoint presentation"), _SAVE_TEXT)),
    (_holds("Workbook", "Book"), Format.XLS),
    (lambda look: look.is_ole and look.suffix in (".xls", ".et"), lambda look: DamagedFileError(look.name, "xls")),
    (lambda look: look.is_ole and look.suffix in (".doc", ".wps"), _Outcome(_old_word, Format.DOC)),
    (lambda look: look.is_ole, _unread(N_("an old office file"), _GIVE_TEXT)),
    (lambda look: b"%PDF-" in look.head[:1024], Format.PDF),
    (_begins(b"\x89PNG\r\n"), _unread(N_("a PNG picture"), _RECOGNISE)),
    (_begins(b"\xff\xd8\xff"), _unread(N_("a JPEG picture"), _RECOGNISE)),
    (_begins(b"GIF8"), _unread(N_("a GIF picture"), _RECOGNISE)),
    (_begins(b"II*\x00", b"MM\x00*"), _unread(N_("a TIFF picture"), _RECOGNISE)),
    (_begins(b"8BPS"), _unread(N_("a Photoshop picture"), _RECOGNISE)),
    (_begins(b"{\\rtf"), _Outcome(_unread(N_("an RTF document"), _SAVE_AS_DOCX), Format.RTF)),
    (_begins(b"Rar!\x1a\x07"), _unread(N_("a RAR archive"), _UNPACK)),
    (_begins(b"7z\xbc\xaf\x27\x1c"), _unread(N_("a 7z archive"), _UNPACK)),
    (_begins(b"\x1f\x8b"), _unread(N_("a gzip archive"), _UNPACK)),
    (_begins(b"BZh"), _unread(N_("a bzip2 archive"), _UNPACK)),
    (_begins(b"\xfd7zXZ\x00"), _unread(N_("an xz archive"), _UNPACK)),
    (_begins(b"SQLite format 3\x00"), _unread(N_("an SQLite database"), _GIVE_TEXT)),
    (_begins(b"MZ"), _unread(N_("a Windows program"), _GIVE_TEXT)),
    (_begins(b"\x7fELF"), _unread(N_("a program"), _GIVE_TEXT)),
    (_begins(b"OggS", b"ID3"), _unread(N_("a sound recording"), _GIVE_TEXT)),
    (_begins(b"\x1aE\xdf\xa3"), _unread(N_("a film"), _GIVE_TEXT)),
    (_begins(b"%!PS"), _unread(N_("a PostScript file"), N_("save it as .pdf"))),
    (lambda look: _MHT.match(look.head) is not None, Format.MHT),
    (lambda look: _BMP.match(look.head) is not None, _unread(N_("a BMP picture"), _RECOGNISE)),
    (_begins(b"RIFF"), _unread(N_("a picture, sound or film (RIFF)"), _GIVE_TEXT)),
    (lambda look: look.head[4:8] == b"ftyp", _unread(N_("a film or HEIC picture"), _GIVE_TEXT)),
    (
        lambda look: not look.is_utf16 and _WORD_XML.search(look.head) is not None,
        _Outcome(_unread(N_("an office document as xml"), _SAVE_AS_EITHER), Format.WORD_XML),
    ),
    (
        lambda look: not look.is_utf16 and _OFFICE_XML.search(look.head) is not None,
        _unread(N_("an office document as xml"), _SAVE_AS_EITHER),
    ),
    (lambda look: not look.is_utf16 and look.suffix in _NOT_TEXT and not look.is_html, _damaged),
    (lambda look: look.is_binary, _unread(N_("binary data of no known kind"), _GIVE_TEXT)),
    (lambda look: look.suffix in (".md", ".markdown"), Format.MARKDOWN),
    (lambda look: look.suffix in (".csv", ".tsv"), Format.CSV),
    (lambda look: look.is_web_page, Format.HTML),
    (lambda _look: True, Format.TEXT),
)
"""How a format is known, and the format, or why it is refused; the first sign that a file shows counts."""


def format_of(file: FileData) -> Format:
    """The file's format; raises a ``FileReadError`` that names it where it is one that is not read."""
    look = _Look(file)
    outcome = _outcome(look)
    if outcome.format is None or (outcome.format in _THROUGH_OFFICE and not _has_office()):
        raise outcome.refusal(look)
    return outcome.format


def _outcome(look: _Look) -> _Outcome:
    found = next(outcome for sign, outcome in _SIGNS if sign(look))
    if isinstance(found, _Outcome):
        return found
    return _Outcome(_damaged, found) if isinstance(found, Format) else _Outcome(found)


def _has_office() -> bool:
    from dutytrack.plantext.files.office import office_program

    return office_program() is not None
