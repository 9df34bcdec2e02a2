"""Actual figures: which indicator of a task each is about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.words.nearest import nearest
from dutytrack.services.progress.errors import FigureError, SeveralIndicatorsError, UnknownIndicatorError
from dutytrack.store.tables.plans import Indicator


@dataclass(frozen=True, slots=True)
class Figure:
    """An actual value, of the indicator named, or of the one with this target."""

    value: float
    indicator: str | None = None
    """Its name, or a part of it that fits no other; ``None`` where the task has just one, or ``target`` says which."""
    target: float | None = None
    unit: str | None = None
    due: date | None = None


def indicators_of(session: Session, task_id: int) -> list[Indicator]:
    """The indicators of a task, in the order printed."""
    query = select(Indicator).where(col(Indicator.task_id) == task_id)
    return list(session.exec(query.order_by(col(Indicator.position), col(Indicator.id))).all())


def indicator_of(key: str, indicators: Sequence[Indicator], figure: Figure, on: date) -> Indicator:
    """The one of ``indicators`` that ``figure`` is about; of a series the stage that ``on`` lies in.

    Raises:
        UnknownIndicatorError: none is; the nearest is named.
        SeveralIndicatorsError: several may be.
        FigureError: the value is no finite number.
    """
    found = [one for one in _named(key, indicators, figure) if _fits(one, figure)]
    names = sorted({one.name for one in found})
    if not found:
        raise UnknownIndicatorError(key, _told(figure), None, (one.name for one in indicators))
    if len({(one.name, one.unit) for one in found}) > 1:
        raise SeveralIndicatorsError(key, _told(figure), names)
    if not math.isfinite(figure.value):
        raise FigureError(key, names[0], figure.value)
    dated = sorted((one for one in found if one.due is not None), key=lambda one: one.due or date.max)
    return next((one for one in dated if one.due is not None and one.due >= on), dated[-1] if dated else found[0])


def _named(key: str, indicators: Sequence[Indicator], figure: Figure) -> list[Indicator]:
    if figure.indicator is None:
        return list(indicators)
    wanted = "".join(figure.indicator.split())
    exact = [one for one in indicators if one.name == wanted]
    found = exact or [one for one in indicators if wanted and wanted in one.name]
    if not found:
        names = [one.name for one in indicators]
        raise UnknownIndicatorError(key, figure.indicator, nearest(wanted, names), names)
    return found


def _fits(one: Indicator, figure: Figure) -> bool:
    return (
        (figure.target is None or math.isclose(one.value, figure.target))
        and (figure.unit is None or one.unit == figure.unit)
        and (figure.due is None or one.due == figure.due)
    )


def _told(figure: Figure) -> str:
    if figure.indicator is not None:
        return figure.indicator
    return "?" if figure.target is None else f"{figure.target:g}{figure.unit or ''}"
