"""Why a document file can't be read, one class a case; each line says what, which file and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _


class FileReadError(DutyTrackError):
    """A document file that can't be read."""


class MissingFileError(FileReadError):
    """There is no file of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("no such file: {name}").format(name=name))


class UnopenedFileError(FileReadError):
    """The system refuses to open or read the file, or it is a device or a pipe."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("{name} can't be opened: {why}").format(name=name, why=why))


class EmptyFileError(FileReadError):
    """The file has no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is empty").format(name=name))


class NothingReadableError(FileReadError):
    """An archive or folder without a document."""

    def __init__(self, name: str) -> None:
        message = _("{name} holds no document that can be read (docx, xlsx, xls, csv, pdf, html, txt, md)")
        super().__init__(message.format(name=name))


class FileTooLargeError(FileReadError):
    """The file is larger than what is read."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        message = _("{name} is too large: {size:,} bytes, at most {limit:,} are read; split it, or take pictures out")
        super().__init__(message.format(name=name, size=size, limit=limit))


class TooMuchInsideError(FileReadError):
    """The file unpacks to more than its size tells: a damaged file or a bomb."""

    def __init__(self, name: str, what: str, limit: int) -> None:
        message = _("{name} holds too much: more than {limit:,} {what}; if it is genuine, split it")
        super().__init__(message.format(name=name, what=what, limit=limit))


class UnsupportedKindError(FileReadError):
    """A file of a known kind that holds no text that can be read, whatever it is called."""

    def __init__(self, name: str, kind: str, advice: str) -> None:
        message = _("{name} is {kind}, which can't be read; {advice}")
        super().__init__(message.format(name=name, kind=kind, advice=advice))


class OldWordError(FileReadError):
    """A document of Word 97-2003."""

    def __init__(self, name: str) -> None:
        message = _("{name} is an old Word document (.doc), which can't be read; save it as .docx in Word or WPS")
        super().__init__(message.format(name=name))


class ScannedPdfError(FileReadError):
    """A pdf file of pictures."""

    def __init__(self, name: str, pages: int) -> None:
        message = _("{name} has no text on its {pages} pages: it is a scan; run text recognition (OCR) on it first")
        super().__init__(message.format(name=name, pages=pages))


class GarbledPdfError(FileReadError):
    """A pdf file whose fonts don't say which characters they draw."""

    def __init__(self, name: str) -> None:
        message = _("{name} has text, but its fonts don't say which characters; export it anew, or run OCR on it first")
        super().__init__(message.format(name=name))


class DamagedFileError(FileReadError):
    """A file that is not what its kind demands."""

    def __init__(self, name: str, kind: str, why: str = "") -> None:
        message = _("{name} is damaged: not a whole {kind} file{why}; get it anew, or open and save it again")
        why = " ".join(why.split())[:120]
        super().__init__(message.format(name=name, kind=kind, why=f" ({why})" if why else ""))


class EncryptedFileError(FileReadError):
    """A file that asks for a password."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is encrypted; save it without a password first").format(name=name))


class EntityError(FileReadError):
    """An xml part that declares entities: no office program writes that."""

    def __init__(self, name: str) -> None:
        message = _("{name} declares xml entities, which no office program writes; it is refused as unsafe")
        super().__init__(message.format(name=name))


@contextmanager
def damage_told(name: str, kind: str) -> Iterator[None]:
    """Turn whatever a parser raises into ``DamagedFileError``: hostile bytes make them raise nearly everything."""
    try:
        yield
    except (DutyTrackError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        reason = str(error) if isinstance(error, Exception) else type(error).__name__
        raise DamagedFileError(name, kind, reason) from error
