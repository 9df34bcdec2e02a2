"""Why a document file can't be read, one class a case; each line says what, which file and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _


class FileReadError(DutyTrackError):
    """A document file that can't be read; the file's name and ``facts`` fill the class's ``sentence``."""

    sentence = "{name}"

    def __init__(self, name: str, **facts: object) -> None:
        super().__init__(_(self.sentence), name=name, **facts)


class MissingFileError(FileReadError):
    """There is no file of that name."""

    sentence = N_("no such file: {name}")


class UnopenedFileError(FileReadError):
    """The system refuses to open or read the file, or it is a device or a pipe."""

    sentence = N_("{name} can't be opened: {why}")


class EmptyFileError(FileReadError):
    """The file has no bytes."""

    sentence = N_("{name} is empty")


class NothingReadableError(FileReadError):
    """An archive or folder without a document."""

    sentence = N_("{name} holds no document that can be read (docx, xlsx, xls, csv, pdf, ofd, html, txt, md)")


class FileTooLargeError(FileReadError):
    """The file is larger than what is read."""

    sentence = N_("{name} is too large: {size:,} bytes, at most {limit:,} are read; split it, or take pictures out")


class TooMuchInsideError(FileReadError):
    """The file unpacks to more than its size tells: a damaged file or a bomb."""

    sentence = N_("{name} holds too much: more than {limit:,} {what}; if it is genuine, split it")


class UnsupportedKindError(FileReadError):
    """A file of a known kind that holds no text that can be read, whatever it is called."""

    sentence = N_("{name} is {kind}, which can't be read; {advice}")


class OldWordError(FileReadError):
    """A document of Word 97-2003."""

    sentence = N_("{name} is an old Word document (.doc), which can't be read; save it as .docx in Word or WPS")


class ScannedPdfError(FileReadError):
    """A pdf file of pictures."""

    sentence = N_("{name} has no text on its {pages} pages: it is a scan; run text recognition (OCR) on it first")


class PicturesOnlyError(FileReadError):
    """An office file of pictures."""

    sentence = N_("{name} has no text, only pictures; run text recognition (OCR) on them first")


class SlantedPdfError(FileReadError):
    """A pdf file whose text stands neither level nor upright."""

    sentence = N_(
        "{name} has all its text at an angle on its {pages} pages; turn the pages straight and export it anew"
    )


class BlankPdfError(FileReadError):
    """A pdf file with nothing on its pages."""

    sentence = N_("{name} has nothing on its {pages} pages; export it anew from the original")


class GarbledPdfError(FileReadError):
    """A pdf file whose fonts don't say which characters they draw."""

    sentence = N_("{name} has text, but its fonts don't say which characters; export it anew, or run OCR on it first")


class DamagedFileError(FileReadError):
    """A file that is not what its kind demands."""

    sentence = N_("{name} is damaged: not a whole {kind} file{why}; get it anew, or open and save it again")

    def __init__(self, name: str, kind: str, why: str = "") -> None:
        why = " ".join(why.split())[:120]
        super().__init__(name, kind=kind, why=f" ({why})" if why else "")


class EncryptedFileError(FileReadError):
    """A file that asks for a password."""

    sentence = N_("{name} is encrypted; save it without a password first")


class EntityError(FileReadError):
    """An xml part that declares entities: no office program writes that."""

    sentence = N_("{name} declares xml entities, which no office program writes; it is refused as unsafe")


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
