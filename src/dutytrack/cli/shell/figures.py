"""Figures as people type them at a shell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.services.progress.figures import Figure

_FIGURE = re.compile(r"(?P<number>[-+]?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[^\d\s].*)?")


class BadValueError(DutyTrackError):
    """``--value`` is given otherwise than as an indicator and its figure."""

    def __init__(self, text: str) -> None:
        super().__init__(_("--value {text}: write INDICATOR=FIGURE, as in 高新技术企业=836").format(text=text))


def figures_of(values: Iterable[str] | None) -> tuple[Figure, ...]:
    """The figures that ``--value`` gives; the indicator may be left out where the task has just one."""
    return tuple(_figure(value) for value in values or ())


def _figure(text: str) -> Figure:
    from dutytrack.services.progress.figures import Figure

    name, equals, figure = text.replace("＝", "=").rpartition("=")
    read = _FIGURE.fullmatch(figure.strip())
    if read is None or (equals and not name.strip()):
        raise BadValueError(text)
    number = float(read["number"].replace(",", "").replace("，", ""))
    return Figure(number, name.strip() or None, unit=read["unit"])
