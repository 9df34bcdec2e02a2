"""Small text files that people write themselves (settings, rules, a baseline): read within a bound, or refused."""

from __future__ import annotations

from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _


class SmallFileError(DutyTrackError):
    """A small text file can't be read: it is not there, no text, or longer than such files are."""

    def __init__(self, path: Path, why: str) -> None:
        self.why = why
        super().__init__(_("{path} can't be read: {cause}"), path=path, cause=why)


def small_text(path: Path, most: int) -> str:
    """The text of the file at ``path``, of which no more than ``most`` bytes are ever read; raises SmallFileError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise SmallFileError(path, getattr(error, "strerror", None) or str(error)) from error
    if len(data) > most:
        raise SmallFileError(path, _("it has more than {limit:,} bytes").format(limit=most))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SmallFileError(path, _("it is no UTF-8 text")) from error
