"""Zip archives, and docx and xlsx files, which are such: members are unpacked within limits or not at all."""

from __future__ import annotations

import io
import zipfile

from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import EncryptedFileError, TooMuchInsideError, damage_told

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
        self._members = {readable_name(info): info for info in infos}

    @property
    def names(self) -> tuple[str, ...]:
        """The members' paths, sorted."""
        return tuple(sorted(self._members))

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The member's bytes, at most ``limit``; raises before more than the limits allow are in memory."""
        info = self._members[name]
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


def readable_name(info: zipfile.ZipInfo) -> str:
    """The member's path; names that are not marked as UTF-8 are tried as UTF-8, then as GB 18030."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
