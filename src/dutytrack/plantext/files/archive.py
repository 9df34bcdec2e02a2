"""Zip archives, and docx and xlsx files, which are such: members are unpacked within limits or not at all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath

from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import EncryptedFileError, TooMuchInsideError, damage_told

WORD_PART = re.compile(r"word/document\d*\.xml")
"""What a docx file's main part is called, where nothing points to it."""
_SMALL = 2**20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Archive:
    """A zip file whose members are read with their real sizes watched, not those that it claims."""

    def __init__(self, file: FileData, kind: str = "zip") -> None:
        self.file = file
        self.kind = kind
        self._unpacked = 0
        with damage_told(file.name, kind):
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > file.limits.members:
            raise TooMuchInsideError(file.name, what=_("files"), limit=file.limits.members)
        self._members = _named(infos) if kind == "zip" else {readable_name(info): info for info in infos}
        self._by_small = {name.lower(): name for name in self._members}

    @property
    def names(self) -> tuple[str, ...]:
        """The members' paths, sorted."""
        return tuple(sorted(self._members))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_small

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The member's bytes, at most ``limit``; raises before more than the limits allow are in memory.

        A name counts in large and small letters alike, as office files refer to their parts.
        """
        info = self._members.get(name) or self._members[self._by_small[name.lower()]]
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFileError(self.file.name)
        allowed = min(limit or self.file.limits.unpacked_bytes, self.file.limits.unpacked_bytes - self._unpacked)
        if info.file_size > allowed:
            raise TooMuchInsideError(self.file.name, what=_("bytes"), limit=allowed)
        cap = min(allowed, max(_SMALL, info.compress_size * self.file.limits.ratio))
        with damage_told(self.file.name, self.kind), self._zip.open(info) as stream:
            data = stream.read(cap + 1)
        if len(data) > cap:
            raise TooMuchInsideError(self.file.name, what=_("bytes"), limit=cap)
        self._unpacked += len(data)
        return data


def _named(infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by their paths; a further one of the same path counts as well, unless it is the same file again."""
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = readable_name(info)
        path = PurePosixPath(name)
        same = [members[name]] if name in members else []
        while name in members:
            name = str(path.with_name(f"{path.stem} ({len(same) + 1}){path.suffix}"))
            same += [members[name]] if name in members else []
        if not any((info.CRC, info.file_size) == (other.CRC, other.file_size) for other in same):
            members[name] = info
    return members


def readable_name(info: zipfile.ZipInfo) -> str:
    """The member's path; names that are not marked as UTF-8 are tried as UTF-8, then as GB 18030."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeEncodeError):
            name = _decoded(name.encode("cp437")) or name
    return name.replace("\\", "/")  # some programs part folders so


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return None
