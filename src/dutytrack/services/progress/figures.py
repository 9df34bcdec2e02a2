"""Actual figures: which indicator of a task each is about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.progress.measured import Measured, begins_anew, year_told
from dutytrack.domain.progress.series import Identity, Pointer, pointed_at, pointers, read_pointer, series_of
from dutytrack.domain.progress.share import Kind, guess_kind
from dutytrack.domain.words.nearest import nearest
from dutytrack.i18n import _
from dutytrack.services.progress.errors import FigureError, SeveralIndicatorsError, UnknownIndicatorError
from dutytrack.services.tasks.finding import is_laid_down
from dutytrack.store.tables.plans import Indicator

_SIGNS = {">=": "≥", "<=": "≤", "+=": "+", "~": "≈"}


@dataclass(frozen=True, slots=True)
class Figure:
    """An actual value, of the indicator pointed at, or of the one with this target."""

    value: float
    indicator: str | None = None
    """Its name, or a part of it, and which of those that bear it: ``增粮@2016``, ``项目@每年``, ``#5``."""
    target: float | None = None
    unit: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """The indicator that a figure is about."""

    row: Indicator
    year: int | None = None
    """The year that the value is about, where somebody said so."""


def indicators_of(session: Session, task_id: int, on: date | None = None) -> list[Indicator]:
    """The indicators of a task in the order printed, as the text of a day has them, else the last one."""
    query = select(Indicator).where(col(Indicator.task_id) == task_id, is_laid_down(Indicator, on))
    return list(session.exec(query.order_by(col(Indicator.position), col(Indicator.id))).all())


def goals_in(session: Session, plan_id: int, on: date) -> list[Indicator]:
    """The indicators of a plan as a whole in the order printed, as its text of a day has them."""
    query = select(Indicator).where(col(Indicator.plan_id) == plan_id, col(Indicator.task_id).is_(None))
    query = query.where(is_laid_down(Indicator, on))
    return list(session.exec(query.order_by(col(Indicator.position), col(Indicator.id))).all())


def kind_of(row: Indicator) -> Kind:
    """What kind of figure an indicator is: as the office said, else as its name, operator and unit tell."""
    kind: Kind = row.kind or guess_kind(row.name, row.op, row.unit)  # type: ignore[assignment]  # checked when set
    return kind


def as_measured(one: Indicator) -> Measured:
    """An indicator as figures are worked out, without its values."""
    days = one.due, one.freq, one.baseline
    return Measured(one.name, one.unit, kind_of(one), one.value, *days, anew=one.anew, text=one.text)


def identities(indicators: Sequence[Indicator]) -> list[Identity]:
    """What tells each of ``indicators`` apart from the others."""
    return [Identity(one.name, one.unit, kind_of(one), one.due, one.freq) for one in indicators]


def indicator_of(key: str, indicators: Sequence[Indicator], figure: Figure, on: date) -> Meant:
    """The one of ``indicators`` that ``figure`` is about; of a series the stage that ``on`` lies in.

    Raises:
        UnknownIndicatorError: none is; the nearest is named.
        SeveralIndicatorsError: several may be; each is named as it has to be written.
        FigureError: the value is no finite number.
    """
    known = identities(indicators)
    pointer = _pointer(indicators, figure)
    found = [place for place in _pointed(key, known, pointer, figure) if _fits(indicators[place], figure)]
    if not found:
        raise UnknownIndicatorError(key, _told(figure), None, pointers(known))
    if len(found) > 1 and not any(set(found) <= set(places) for places in series_of(known)):
        raise SeveralIndicatorsError(key, _told(figure), _listed(indicators, known, found))
    stages = sorted((indicators[place] for place in found), key=lambda one: one.due or date.max)
    row = _of_year(stages, year_told(on, pointer.year), on) if _is_anew(stages) else _at(stages, on)
    if not math.isfinite(figure.value):
        raise FigureError(key, row.name, figure.value)
    if row.freq is not None and pointer.year is not None and pointer.year > on.year:
        raise UnknownIndicatorError(key, _told(figure), None, pointers(known))
    pointed = row.due.year if pointer.number is not None and row.due is not None and _has_stages(known, found) else None
    return Meant(row, pointer.year or pointed)


def _has_stages(known: Sequence[Identity], found: Sequence[int]) -> bool:
    """Whether a number tells the stages of a series apart: then it names the year of one, else a figure alone."""
    return any(set(found) <= set(places) and len(places) > 1 for places in series_of(known))


def _is_anew(stages: Sequence[Indicator]) -> bool:
    return begins_anew([as_measured(one) for one in stages])


def _of_year(stages: Sequence[Indicator], year: int, on: date) -> Indicator:
    """Of stages that begin anew each year the one of a year; of several in it the first that is not over on a day."""
    own = [one for one in stages if one.due is not None and one.due.year == year]
    return _at(own or stages, on if on.year == year else date(year, 12, 31))


def _at(stages: Sequence[Indicator], on: date) -> Indicator:
    """Of stages by date the first that is not over on a day, else the last that has a date."""
    dated = [one for one in stages if one.due is not None]
    return next((one for one in dated if one.due is not None and one.due >= on), dated[-1] if dated else stages[0])


def _pointer(indicators: Sequence[Indicator], figure: Figure) -> Pointer:
    if figure.indicator is None:
        return Pointer()
    wanted = "".join(figure.indicator.split())
    return Pointer(wanted) if any(one.name == wanted for one in indicators) else read_pointer(figure.indicator)


def _pointed(key: str, known: Sequence[Identity], pointer: Pointer, figure: Figure) -> list[int]:
    found = pointed_at(known, pointer)
    if not found and figure.indicator is not None:
        names = pointers(known)
        bears_name = any(pointer.name in one.name for one in known)
        near = None if bears_name else nearest(pointer.name, [one.name for one in known])
        raise UnknownIndicatorError(key, figure.indicator, near, names)
    return found


def _fits(one: Indicator, figure: Figure) -> bool:
    return (
        (figure.target is None or math.isclose(one.value, figure.target))
        and (figure.unit is None or one.unit == figure.unit)
        and (figure.due is None or one.due == figure.due)
    )


def _listed(indicators: Sequence[Indicator], known: Sequence[Identity], found: Sequence[int]) -> list[str]:
    """Those ``found``, each as it has to be written, with its target and date."""
    called = pointers(known)
    told = {called[place]: indicators[place] for place in found}
    return [_("{name} ({target})").format(name=name, target=_target(one)) for name, one in told.items()]


def _target(one: Indicator) -> str:
    target = f"{_SIGNS.get(one.op, '')}{one.value:g}{one.unit}"
    return _("{target} by {day}").format(target=target, day=one.due) if one.due else target


def _told(figure: Figure) -> str:
    if figure.indicator is not None:
        return figure.indicator
    return "?" if figure.target is None else f"{figure.target:g}{figure.unit or ''}"
