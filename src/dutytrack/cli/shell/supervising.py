"""Options and values that several commands of supervision share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.services.progress.evidence import StoredFile
    from dutytrack.services.progress.figures import Figure

Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value", metavar="INDICATOR=FIGURE", help=N_("An actual value, as in 高新技术企业=836; may be repeated")
    ),
]
Files = Annotated[
    list[Path] | None, typer.Option("--evidence", metavar="FILE", help=N_("A file that proves it; may be repeated"))
]
Link = Annotated[bool, typer.Option("--link", help=N_("Leave the files where they are, only note their digests"))]
_FIGURE = re.compile(r"(?P<number>[-+]?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[^\d\s].*)?")


class BadValueError(DutyTrackError):
    """``--value`` is given otherwise than as an indicator and its figure."""

    def __init__(self, text: str) -> None:
        super().__init__(_("--value {text}: write INDICATOR=FIGURE, as in 高新技术企业=836").format(text=text))


def figures_of(values: Iterable[str] | None) -> tuple[Figure, ...]:
    """The figures that ``--value`` gives; the indicator may be left out where the task has just one."""
    return tuple(_figure(value) for value in values or ())


def kept_files(call: Invocation, paths: Iterable[Path] | None, *, link: bool) -> tuple[StoredFile, ...]:
    """The files that ``--evidence`` names, kept in the ledger's evidence folder, or with ``link`` only noted."""
    wanted = list(paths or ())
    if not wanted:
        return ()
    from dutytrack.services.progress.evidence import store_files
    from dutytrack.store.file.location import evidence_folder

    return store_files(evidence_folder(call.path), wanted, link=link)


def _figure(text: str) -> Figure:
    from dutytrack.services.progress.figures import Figure

    name, equals, figure = text.replace("＝", "=").rpartition("=")
    read = _FIGURE.fullmatch(figure.strip())
    if read is None or (equals and not name.strip()):
        raise BadValueError(text)
    number = float(read["number"].replace(",", "").replace("，", ""))
    return Figure(number, name.strip() or None, unit=read["unit"])
