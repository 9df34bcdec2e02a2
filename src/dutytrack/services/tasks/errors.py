"""What acts on a task may refuse, each with the facts its line needs and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dutytrack.domain.acts import ACTS, Status, act_word, status_word
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed


class TaskNotFoundError(DutyTrackError):
    """No task has this key; the nearest one is named."""

    def __init__(self, key: str, nearest: str | None) -> None:
        template = _("no task {key}; did you mean {nearest}?")
        if nearest is None:
            template = _("no task {key}: `dutytrack list` prints the keys")
        super().__init__(template, key=key, nearest=nearest)


class PlanNotFoundError(DutyTrackError):
    """No plan has this code; the nearest one is named."""

    def __init__(self, code: str, nearest: str | None) -> None:
        template = _("no plan {code}; did you mean {nearest}?")
        if nearest is None:
            template = _("no plan {code}: `dutytrack plan list` prints the codes")
        super().__init__(template, code=code, nearest=nearest)


class ActNotAllowedError(DutyTrackError):
    """The task's status does not allow this act."""

    def __init__(self, key: str, kind: str, status: Status, since: date | None) -> None:
        template = _("{key} is {status} since {since}; it can be {act} when it is: {allowed}")
        if since is None:
            template = _("{key} is {status}; it can be {act} when it is: {allowed}")
        act, allowed = act_word(kind), listed(sorted(map(status_word, ACTS[kind].allowed)))
        super().__init__(template, key=key, status=status_word(status), since=since, act=act, allowed=allowed)


class BeforeTaskError(DutyTrackError):
    """A fact can't be about a day before the task was there."""

    def __init__(self, key: str, on: date, first: date) -> None:
        super().__init__(_("{key} is there from {first} on; {on} is before that"), key=key, first=first, on=on)


class BeforeLastActError(DutyTrackError):
    """An act can't come before the one it follows."""

    def __init__(self, key: str, on: date, kind: str, last: date) -> None:
        template = _("{key} was {act} on {last}; {on} is before that")
        super().__init__(template, key=key, act=act_word(kind), last=last, on=on)


class DeadlineNotFoundError(DutyTrackError):
    """The task has no such deadline; those it has are listed."""

    def __init__(self, key: str, wanted: date, dates: Iterable[date]) -> None:
        shown = listed(dates)
        template = _("{key} has no deadline {wanted}; it has {listed}") if shown else _("{key} has no dated deadline")
        super().__init__(template, key=key, wanted=wanted, listed=shown)


class DeadlineMetError(DutyTrackError):
    """The deadline was met before."""

    def __init__(self, key: str, deadline: date, on: date) -> None:
        super().__init__(_("{key}: {deadline} was met on {on}"), key=key, deadline=deadline, on=on)


class ExtendedDeadlineError(DutyTrackError):
    """The deadline was extended, so that the date as laid down holds no more."""

    def __init__(self, key: str, original: date, current: date) -> None:
        template = _("{key}: {original} was extended to {current}; take that back with undo, or extend it again")
        super().__init__(template, key=key, original=original, current=current)


class SeveralDeadlinesError(DutyTrackError):
    """The task has several deadlines, so the one to change has to be named."""

    def __init__(self, key: str, dates: Iterable[date | None]) -> None:
        shown = listed(value or "?" for value in dates)
        super().__init__(_("{key} has several deadlines ({listed}); say which with --deadline"), key=key, listed=shown)


class DoubleDeadlineError(DutyTrackError):
    """The task has a deadline on that day already."""

    def __init__(self, key: str, deadline: date) -> None:
        super().__init__(_("{key} has the deadline {deadline} already"), key=key, deadline=deadline)


class UnknownTaskKindError(DutyTrackError):
    """A task without a plan is of one of a few kinds."""

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        super().__init__(_("{kind}: a task's kind is one of {known}"), kind=kind, known=listed(known))


class StartAfterDueError(DutyTrackError):
    """A task can't start after it is due."""

    def __init__(self, start: date, due: date) -> None:
        super().__init__(_("start {start} is after the deadline {due}"), start=start, due=due)
