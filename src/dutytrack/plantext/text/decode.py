"""From a document's bytes to its text: never mojibake in silence, never a picture read as a plan."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from dutytrack.domain.plan.problems import Problem
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_SIGNATURES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\x00": "TIFF", b"MM\x00*": "TIFF",
    b"%PDF": "PDF", b"PK\x03\x04": "ZIP", b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "OLE", b"\x7fELF": "ELF", b"MZ": "EXE", b"SQLite format 3": "SQLite", b"RIFF": "RIFF",
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_TEXTUAL_SIGNATURES = frozenset({"BMP", "EXE"})
"""Signatures of plain letters: refused only where control characters follow."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 8192
_PLAUSIBLE = 0.5
"""Least share of Chinese, ASCII and their punctuation that makes a guess at UTF-16 or GB18030 believable."""
_REPLACED_SHARE = 0.02
_PLAIN = re.compile(r"[\t\n\r -~\u00a0\u00b7\u2010-\u203f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


class NotAPlanError(DutyTrackError):
    """The document holds nothing that can be read as a plan; says why."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(_("{source}: not a plan: {reason}").format(source=source, reason=reason))


class Content(NamedTuple):
    """What was found in a file: its text, and what could not be read."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, source: str = "") -> Content:
    """The text in the strictest encoding that fits, losses as problems; raises NotAPlanError where it is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data, encoding)
    _refuse_binary(data, source)
    for encoding in ("utf-8", *utf16_guesses(data), "gb18030"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if encoding == "utf-8" or _share(text[:_SAMPLE]) >= _PLAUSIBLE:
                return Content(_lines(text))
    return _with_losses(data, source)


def _refuse_binary(data: bytes, source: str) -> None:
    head = data[:_SAMPLE]
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature) and (kind not in _TEXTUAL_SIGNATURES or _CONTROL.search(head)):
            raise NotAPlanError(source, _("the file is {kind}, not text").format(kind=kind))
    if _CONTROL.search(head) and not utf16_guesses(data):
        raise NotAPlanError(source, _("the file holds control bytes and is not text"))


def utf16_guesses(data: bytes) -> tuple[str, ...]:
    """The byte orders of UTF-16 under which the start of ``data`` looks like Chinese text."""
    head = data[: min(_SAMPLE, len(data) & ~1)]
    if len(head) < 4:
        return ()
    texts = {encoding: head.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be")}
    likely = (name for name, text in texts.items() if "\n" in text or len(data) > _SAMPLE or "。" in text)
    return tuple(name for name in likely if _share(texts[name]) > 0.9)


def _share(text: str) -> float:
    return len(_PLAIN.findall(text)) / len(text) if text else 0.0


def _with_losses(data: bytes, source: str) -> Content:
    """The reading that loses least; refused where even that loses much."""
    readings = [_replacing(data, encoding) for encoding in ("utf-8", "gb18030")]
    best = min(readings, key=lambda reading: reading.text.count("\ufffd"))
    lost = best.text.count("\ufffd") > _REPLACED_SHARE * len(best.text) + 1
    if lost or _share(best.text[:_SAMPLE]) < _PLAUSIBLE:
        raise NotAPlanError(source, _("the encoding is not known"))
    return best


def _replacing(data: bytes, encoding: str) -> Content:
    text = _lines(data.decode(encoding, "replace"))
    problems = tuple(
        Problem("text-replaced", number, "text", {"text": line.strip()[:40]})
        for number, line in enumerate(text.split("\n"), 1)
        if "\ufffd" in line
    )
    return Content(text, problems)


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
