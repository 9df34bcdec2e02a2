"""What kind of file it is: by its content first, by its name where several kinds look alike (txt, md, csv)."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from dutytrack.i18n import N_, _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import DamagedFileError, EncryptedFileError, OldWordError, UnsupportedKindError
from dutytrack.plantext.text.decode import utf16_guesses


class Kind(StrEnum):
    """A kind of file that is read; the value is its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    CSV = "text/csv"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ZIP = "application/zip"


_SAVE_AS_DOCX = N_("save it as .docx")
_SAVE_AS_XLSX = N_("save it as .xlsx")
_GIVE_TEXT = N_("give the document as docx, xlsx, pdf, html or txt")
_RECOGNISE = N_("run text recognition (OCR) on it first")
_UNPACK = N_("unpack it first")
_SAVE_AS_HTML = N_("save the page as .html")

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n", N_("a PNG picture"), _RECOGNISE),
    (b"\xff\xd8\xff", N_("a JPEG picture"), _RECOGNISE),
    (b"GIF8", N_("a GIF picture"), _RECOGNISE),
    (b"II*\x00", N_("a TIFF picture"), _RECOGNISE),
    (b"MM\x00*", N_("a TIFF picture"), _RECOGNISE),
    (b"8BPS", N_("a Photoshop picture"), _RECOGNISE),
    (b"{\\rtf", N_("an RTF document"), _SAVE_AS_DOCX),
    (b"Rar!\x1a\x07", N_("a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", N_("a 7z archive"), _UNPACK),
    (b"\x1f\x8b", N_("a gzip archive"), _UNPACK),
    (b"BZh", N_("a bzip2 archive"), _UNPACK),
    (b"\xfd7zXZ\x00", N_("an xz archive"), _UNPACK),
    (b"SQLite format 3\x00", N_("an SQLite database"), _GIVE_TEXT),
    (b"MZ", N_("a Windows program"), _GIVE_TEXT),
    (b"\x7fELF", N_("a program"), _GIVE_TEXT),
    (b"OggS", N_("a sound recording"), _GIVE_TEXT),
    (b"ID3", N_("a sound recording"), _GIVE_TEXT),
    (b"\x1aE\xdf\xa3", N_("a film"), _GIVE_TEXT),
    (b"%!PS", N_("a PostScript file"), N_("save it as .pdf")),
    (b"MIME-Version:", N_("a web archive (.mht)"), _SAVE_AS_HTML),
    (b"From: <Saved by", N_("a web archive (.mht)"), _SAVE_AS_HTML),
)

_ZIP_PARTS: tuple[tuple[str, str, str], ...] = (
    ("OFD.xml", N_("an OFD document"), N_("save it as .pdf or .docx")),
    ("ppt/presentation.xml", N_("a PowerPoint presentation"), N_("save its text as .docx or .pdf")),
    ("xl/workbook.bin", N_("a binary Excel workbook (.xlsb)"), _SAVE_AS_XLSX),
    ("META-INF/container.xml", N_("an e-book"), _SAVE_AS_DOCX),
    ("META-INF/MANIFEST.MF", N_("a Java archive"), _GIVE_TEXT),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODED_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BMP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package|Workbook|office:document)[\s>]")
_HEAD = 4096


def kind_of(file: FileData) -> Kind:
    """The file's kind; raises a ``FileReadError`` that names the kind where it is one that is not read."""
    data = file.data
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_zip(file)
    if data.startswith(_OLE):
        return _kind_of_ole(file)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    _refuse_known(file)
    return _kind_of_text(file)


def _kind_of_zip(file: FileData) -> Kind:
    archive = Archive(file)
    names = archive.names
    if "word/document.xml" in archive or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return Kind.DOCX
    if "xl/workbook.xml" in archive:
        return Kind.XLSX
    for part, kind, advice in _ZIP_PARTS:
        if part in archive:
            raise UnsupportedKindError(file.name, _(kind), _(advice))
    if "content.xml" in archive and "mimetype" in archive:
        raise UnsupportedKindError(file.name, _("an OpenDocument file"), _("save it as .docx or .xlsx"))
    if _suffix(file.name) in (".docx", ".xlsx") or "[Content_Types].xml" in archive:
        raise DamagedFileError(file.name, _suffix(file.name).lstrip(".") or "docx")
    return Kind.ZIP


def _kind_of_ole(file: FileData) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in file.data

    if holds("EncryptedPackage"):
        raise EncryptedFileError(file.name)
    if holds("WordDocument"):
        raise OldWordError(file.name)
    if holds("PowerPoint Document"):
        raise UnsupportedKindError(file.name, _("a PowerPoint presentation"), _("save its text as .docx or .pdf"))
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    if _suffix(file.name) in (".xls", ".et"):
        raise DamagedFileError(file.name, "xls")
    if _suffix(file.name) in (".doc", ".wps"):
        raise OldWordError(file.name)
    raise UnsupportedKindError(file.name, _("an old office file"), _(_GIVE_TEXT))


def _refuse_known(file: FileData) -> None:
    data = file.data
    for magic, kind, advice in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedKindError(file.name, _(kind), _(advice))
    if _BMP.match(data):
        raise UnsupportedKindError(file.name, _("a BMP picture"), _(_RECOGNISE))
    if data[:4] == b"RIFF":
        raise UnsupportedKindError(file.name, _("a picture, sound or film (RIFF)"), _(_GIVE_TEXT))
    if data[4:8] == b"ftyp":
        raise UnsupportedKindError(file.name, _("a film or HEIC picture"), _(_GIVE_TEXT))


def _kind_of_text(file: FileData) -> Kind:
    head, suffix = file.data[:_HEAD], _suffix(file.name)
    if head[:2] not in _ENCODED_BOMS:
        if _WORD_XML.search(head):
            raise UnsupportedKindError(file.name, _("an office document as xml"), _("save it as .docx or .xlsx"))
        _refuse_binary(file, suffix)
    if suffix not in (".md", ".markdown", ".csv", ".tsv") and _is_html(head, suffix):
        return Kind.HTML
    if suffix in (".md", ".markdown"):
        return Kind.MARKDOWN
    return Kind.CSV if suffix in (".csv", ".tsv") else Kind.TEXT


def _is_html(head: bytes, suffix: str) -> bool:
    if suffix in (".html", ".htm", ".xhtml", ".shtml"):
        return True
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and _HTML.search(head) is not None


_BY_NAME = {".docx": "docx", ".xlsx": "xlsx", ".xls": "xls", ".pdf": "pdf", ".zip": "zip", ".doc": "doc"}


def _refuse_binary(file: FileData, suffix: str) -> None:
    """Raise where the bytes are no text; UTF-16 without a mark has control bytes too."""
    kind = _BY_NAME.get(suffix)
    if kind and not _HTML.search(file.data[:_HEAD]):
        raise DamagedFileError(file.name, kind)
    head = file.data[:_HEAD]
    odd = len(_BINARY.findall(head))
    if odd > max(2, len(head) // 100) and not utf16_guesses(head):
        raise UnsupportedKindError(file.name, _("binary data of no known kind"), _(_GIVE_TEXT))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
