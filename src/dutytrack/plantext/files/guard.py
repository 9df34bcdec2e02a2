"""The wall round the libraries that read foreign formats: whatever they raise becomes one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dutytrack.errors import DutyTrackError
from dutytrack.plantext.files.errors import DamagedFileError


@contextmanager
def damage_told(name: str, kind: str) -> Iterator[None]:
    """Turn any exception of a parser into ``DamagedFileError``: hostile bytes make them raise nearly everything."""
    try:
        yield
    except (DutyTrackError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        raise DamagedFileError(name, kind, _reason(error)) from error


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, Exception) else type(error).__name__
