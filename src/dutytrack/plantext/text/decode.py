"""From a document's bytes to its text: never mojibake in silence, never a picture read as a plan."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
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
_TASTE = 2000
_PLAUSIBLE = 0.5
"""Least share of Chinese, ASCII and their punctuation that makes a guess at UTF-16 or GB18030 believable."""
_REPLACED_SHARE = 0.02
_LIKELY = 0.1
"""Least share of the commonest signs among those that are not ASCII in a text that is Chinese."""
_UNLIKELY = 0.02
"""What no text of some length in the right encoding falls below."""
_SOME_LENGTH = 100
"""Different characters."""
_COMMON = frozenset(
    "的一二三四五六七八九十市县縣区區政府工作年月日建设設单單位部门門责責任主要到和在有以为為发發展业業推进進实實施重点點中国國人大上"
    "\uff0c。、\uff1a\uff1b\uff08\uff09“”《》"
)
_ODD = re.compile(r"[^\x00-\x7f]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LOST_SIGNS = ("\ufffd", "锟斤拷")
"""What stands where a program before lost the characters."""
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


def decode(data: bytes, source: str = "", named: str = "") -> Content:
    """The text in the encoding that makes it most likely, losses as problems; raises NotAPlanError where it is none.

    ``named`` is the encoding that the file itself names, which may be wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data, encoding, source)
    _refuse_binary(data, source)
    if (text := _strictly(data, "utf-8")) is not None:
        return _told(_repaired(text), source)
    for encoding in _utf16_guesses(data):
        if (text := _strictly(data, encoding)) is not None and _share(text[:_SAMPLE]) >= _PLAUSIBLE:
            return _told(text, source)
    readings = [text for one in (named, "gb18030", "big5hkscs") if (text := _strictly(data, one)) is not None]
    text = max(readings, key=_likeness, default="")
    return _told(text, source) if _share(text[:_SAMPLE]) >= _PLAUSIBLE else _with_losses(data, source)


def _strictly(data: bytes, encoding: str) -> str | None:
    with suppress(UnicodeError, LookupError):
        return data.decode(encoding) if encoding else None
    return None


def _likeness(text: str) -> float:
    """How much of what is not ASCII are the commonest signs of Chinese plans: nearly nothing in a wrong encoding."""
    odd = [match[0] for match in islice(_ODD.finditer(text), _SAMPLE)]
    return sum(sign in _COMMON for sign in odd) / len(odd) if odd else 0.0


def _repaired(text: str) -> str:
    """A text whose Chinese a program before took for Latin letters, as it was before; any other as it is."""
    if _CHINESE.search(text) or sum("\x80" <= sign <= "\xff" for sign in text[:_SAMPLE]) * 5 < len(text[:_SAMPLE]):
        return text
    for wrong in ("latin-1", "cp1252"):
        with suppress(UnicodeEncodeError):
            data = text.encode(wrong)
            right = (_strictly(data, encoding) for encoding in ("utf-8", "gb18030"))
            if found := next((one for one in right if one and _likeness(one) >= _LIKELY), None):
                return found
    return text


def _refuse_binary(data: bytes, source: str) -> None:
    head = data[:_SAMPLE]
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature) and (kind not in _TEXTUAL_SIGNATURES or _CONTROL.search(head)):
            raise NotAPlanError(source, _("the file is {kind}, not text").format(kind=kind))
    if is_binary(head):
        raise NotAPlanError(source, _("the file holds control bytes and is not text"))


def is_binary(head: bytes) -> bool:
    """Whether bytes that begin a file are no text; UTF-16 without a mark has control bytes too."""
    return len(_CONTROL.findall(head)) > max(2, len(head) // 100) and not _utf16_guesses(head)


def _utf16_guesses(data: bytes) -> tuple[str, ...]:
    """The byte orders of UTF-16 under which the start of ``data`` looks like Chinese text."""
    head = data[: min(_SAMPLE, len(data) & ~1)]
    if len(head) < 4:
        return ()
    texts = {encoding: head.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be")}
    return tuple(name for name, text in texts.items() if _share(text) > 0.9 and _likeness(text) >= _LIKELY)


def _share(text: str) -> float:
    return len(_PLAIN.findall(text)) / len(text) if text else 0.0


def _with_losses(data: bytes, source: str) -> Content:
    """The reading that loses least; refused where even that loses much."""
    readings = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030", "big5hkscs")]
    best = min(readings, key=lambda text: text.count("\ufffd"))
    if _share(best[:_SAMPLE]) < _PLAUSIBLE:
        raise NotAPlanError(source, _("the encoding is not known"))
    return _told(best, source)


def _replacing(data: bytes, encoding: str, source: str) -> Content:
    return _told(data.decode(encoding, "replace"), source)


def _told(text: str, source: str) -> Content:
    """The text with a problem for each line that lost characters; raises NotAPlanError where it makes no sense."""
    text = _lines(text)
    lost = sum(map(text.count, _LOST_SIGNS))
    if lost > _REPLACED_SHARE * len(text) + 1:
        raise NotAPlanError(source, _("the encoding is not known"))
    sample = text[:_TASTE]
    if len(set(_CHINESE.findall(sample))) >= _SOME_LENGTH and _likeness(sample) < _UNLIKELY:
        raise NotAPlanError(source, _("the encoding is not known"))
    problems = tuple(
        Problem("text-replaced", number, "text", {"text": line.strip()[:40]})
        for number, line in enumerate(text.split("\n") if lost else (), 1)
        if any(sign in line for sign in _LOST_SIGNS)
    )
    return Content(text, problems)


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
