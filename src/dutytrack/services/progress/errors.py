"""What may be wrong with a report, a measurement or a check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed

_SHOWN = 12


class PercentRangeError(DutyTrackError):
    """A percentage lies outside of 0 to 100."""

    def __init__(self, key: str, percent: float) -> None:
        super().__init__(_("{key}: {percent:g} is no percentage from 0 to 100"), key=key, percent=percent)


class UnknownIndicatorError(DutyTrackError):
    """The task has no such indicator; the nearest is named, or all it has."""

    def __init__(self, key: str, name: str, nearest: str | None, known: Iterable[str]) -> None:
        all_known = listed(list(known)[:_SHOWN])
        if nearest is not None:
            template = _("{key} has no indicator {name}; did you mean {nearest}?")
        elif all_known:
            template = _("{key} has no indicator {name}; it has: {known}")
        else:
            template = _("{key} has no indicators; report a percentage")
        super().__init__(template, key=key, name=name, nearest=nearest, known=all_known)


class SeveralIndicatorsError(DutyTrackError):
    """A part of a name fits more than one indicator."""

    def __init__(self, key: str, name: str, names: Iterable[str]) -> None:
        super().__init__(_("{key}: {name} fits several indicators: {names}"), key=key, name=name, names=listed(names))


class FigureError(DutyTrackError):
    """A figure is no finite number."""

    def __init__(self, key: str, indicator: str, value: float) -> None:
        super().__init__(
            _("{key}: {value} is no figure that {indicator} could have"), key=key, value=value, indicator=indicator
        )


class EmptyReportError(DutyTrackError):
    """A report says nothing at all."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key}: a report needs a percentage, a figure or a text"), key=key)


class OccurrenceNotFoundError(DutyTrackError):
    """No recurring duty of the task falls due on that day; the nearest days are listed."""

    def __init__(self, key: str, wanted: date, days: Iterable[date], duties: Iterable[str] = ()) -> None:
        shown = listed(str(day) for day in sorted(days, key=lambda day: abs((day - wanted).days))[:_SHOWN])
        template = _("{key} has no duty due on {wanted}; there is: {days}")
        told = listed(duties)
        if not shown and not told:
            template = _("{key} has no recurring duty")
        elif not shown:
            template = _(
                "{key}: no days are laid out for {duties}: neither its plan nor the task itself says until when;"
                " import its document again with --amends and --review, and give the plan an end there"
            )
        super().__init__(template, key=key, wanted=wanted, days=shown, duties=told)


class OccurrenceMetError(DutyTrackError):
    """The occurrence was met before."""

    def __init__(self, key: str, due: date, on: date) -> None:
        super().__init__(_("{key}: the duty of {due} was met on {on}"), key=key, due=due, on=on)


class SeveralDutiesError(DutyTrackError):
    """Several recurring duties fall due on one day; each is named as it has to be said."""

    def __init__(self, key: str, due: date, duties: Iterable[str]) -> None:
        template = _("{key} has several duties due on {due}; say --which of {duties}")
        super().__init__(template, key=key, due=due, duties=listed(duties))


class UnknownDutyError(DutyTrackError):
    """The task has no recurring duty of these words; all it has are listed."""

    def __init__(self, key: str, which: str, duties: Iterable[str]) -> None:
        shown = listed(duties)
        template = _("{key} has no duty {which}; it has: {duties}") if shown else _("{key} has no recurring duty")
        super().__init__(template, key=key, which=which, duties=shown)


class OwnVerifierError(DutyTrackError):
    """Nobody checks what his own unit reported."""

    def __init__(self, key: str, by: str, unit: str) -> None:
        super().__init__(
            _("{key}: {by} is of {unit}, which reported; somebody else has to verify"), key=key, by=by, unit=unit
        )


class NothingToVerifyError(DutyTrackError):
    """Nothing was reported, measured or submitted that could be checked."""

    def __init__(self, key: str, unit: str | None) -> None:
        template = (
            _("{key}: nothing was reported yet that could be verified")
            if unit is None
            else _("{key}: {unit} has reported nothing yet that could be verified")
        )
        super().__init__(template, key=key, unit=unit)


class AlreadyExemptError(DutyTrackError):
    """The month is not assessed already."""

    def __init__(self, key: str, month: date) -> None:
        super().__init__(_("{key} is not assessed in {month} already"), key=key, month=f"{month:%Y-%m}")


class CadenceOwnerError(DutyTrackError):
    """A cadence is either a plan's or a unit's."""

    def __init__(self) -> None:
        super().__init__(_("say whose cadence it is: a plan's or a unit's, one of them"))


class NoCadenceError(DutyTrackError):
    """There is no cadence that could end."""

    def __init__(self, owner: str) -> None:
        super().__init__(_("{owner} has no report cadence"), owner=owner)
