"""What a use case may refuse, each with the facts its line needs and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dutytrack.domain.acts import ACTS, Status, act_word, status_word
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _


def _names(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


class TaskNotFoundError(DutyTrackError):
    """No task has this key; the nearest one is named."""

    def __init__(self, key: str, nearest: str | None) -> None:
        if nearest is None:
            template = _("no task {key}: `dutytrack list` prints the keys")
        else:
            template = _("no task {key}; did you mean {nearest}?")
        super().__init__(template.format(key=key, nearest=nearest))


class PlanNotFoundError(DutyTrackError):
    """No plan has this code; the nearest one is named."""

    def __init__(self, code: str, nearest: str | None) -> None:
        if nearest is None:
            template = _("no plan {code}: `dutytrack plan list` prints the codes")
        else:
            template = _("no plan {code}; did you mean {nearest}?")
        super().__init__(template.format(code=code, nearest=nearest))


class BadPlanCodeError(DutyTrackError):
    """A plan code is letters and digits, and not the form kept for tasks without a plan."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("{code}: a plan code is 1 to 12 letters and digits, and not LD, HY or QT with a year").format(code=code)
        )


class PlanCodeTakenError(DutyTrackError):
    """Another plan has this code."""

    def __init__(self, code: str, title: str | None) -> None:
        super().__init__(
            _("plan code {code} is taken by {title}; choose another with --code").format(code=code, title=title or "?")
        )


class ActNotAllowedError(DutyTrackError):
    """The task's status does not allow this act."""

    def __init__(self, key: str, kind: str, status: Status, since: date | None) -> None:
        if since is None:
            template = _("{key} is {status}; it can be {act} when it is: {allowed}")
        else:
            template = _("{key} is {status} since {since}; it can be {act} when it is: {allowed}")
        allowed = _names(sorted(status_word(status) for status in ACTS[kind].allowed))
        super().__init__(
            template.format(key=key, status=status_word(status), since=since, act=act_word(kind), allowed=allowed)
        )


class NotReadyError(DutyTrackError):
    """A task can't be closed while something is wanting; each is named."""

    def __init__(self, key: str, wanting: Iterable[str]) -> None:
        template = _("{key} can't be closed: {wanting}; to close it all the same, say why with --waive")
        super().__init__(template.format(key=key, wanting="; ".join(wanting)))


class FutureDateError(DutyTrackError):
    """A fact can't be about a day that has not come."""

    def __init__(self, on: date, today: date) -> None:
        super().__init__(_("{on} has not come yet; today is {today}").format(on=on, today=today))


class BeforeTaskError(DutyTrackError):
    """A fact can't be about a day before the task was there."""

    def __init__(self, key: str, on: date, first: date) -> None:
        super().__init__(_("{key} is there from {first} on; {on} is before that").format(key=key, first=first, on=on))


class BeforeLastActError(DutyTrackError):
    """An act can't come before the one it follows."""

    def __init__(self, key: str, on: date, kind: str, last: date) -> None:
        super().__init__(
            _("{key} was {act} on {last}; {on} is before that").format(key=key, act=act_word(kind), last=last, on=on)
        )


class DeadlineNotFoundError(DutyTrackError):
    """The task has no such deadline; those it has are listed."""

    def __init__(self, key: str, wanted: date, dates: Iterable[date]) -> None:
        listed = _names(dates)
        template = _("{key} has no deadline {wanted}; it has {listed}") if listed else _("{key} has no dated deadline")
        super().__init__(template.format(key=key, wanted=wanted, listed=listed))


class DeadlineMetError(DutyTrackError):
    """The deadline was met before."""

    def __init__(self, key: str, deadline: date, on: date) -> None:
        super().__init__(_("{key}: {deadline} was met on {on}").format(key=key, deadline=deadline, on=on))


class SeveralDeadlinesError(DutyTrackError):
    """The task has several deadlines, so the one to change has to be named."""

    def __init__(self, key: str, dates: Iterable[date | None]) -> None:
        listed = _names(value or "?" for value in dates)
        super().__init__(
            _("{key} has several deadlines ({listed}); say which with --deadline").format(key=key, listed=listed)
        )


class DoubleDeadlineError(DutyTrackError):
    """The task has a deadline on that day already."""

    def __init__(self, key: str, deadline: date) -> None:
        super().__init__(_("{key} has the deadline {deadline} already").format(key=key, deadline=deadline))


class ReasonMissingError(DutyTrackError):
    """A change of what was read needs a reason."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key}: say why with --reason").format(key=key))


class NothingToChangeError(DutyTrackError):
    """The change asked for leaves everything as it is."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key}: nothing to change").format(key=key))


class EmptyFieldError(DutyTrackError):
    """A field that must hold something is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(_("{field} must not be empty").format(field=field))


class UnknownTaskKindError(DutyTrackError):
    """A task without a plan is of one of a few kinds."""

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        super().__init__(_("{kind}: a task's kind is one of {known}").format(kind=kind, known=_names(known)))


class StartAfterDueError(DutyTrackError):
    """A task can't start after it is due."""

    def __init__(self, start: date, due: date) -> None:
        super().__init__(_("start {start} is after the deadline {due}").format(start=start, due=due))


class PlanConcludedError(DutyTrackError):
    """The plan was concluded before."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(_("plan {code} was concluded on {on}").format(code=code, on=on))


class BeforePlanError(DutyTrackError):
    """A plan can't be concluded before it begins."""

    def __init__(self, code: str, on: date, start: date) -> None:
        super().__init__(_("plan {code} begins on {start}; {on} is before that").format(code=code, start=start, on=on))


class PlanJsonError(DutyTrackError):
    """A JSON file is no reading of plans."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            _("{name}: no reading of a plan as `dutytrack import --dry-run --format json` prints it ({what})").format(
                name=name, what=what
            )
        )


class SeveralDocumentsError(DutyTrackError):
    """A file holds several documents, so it can't be one command."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(_("{name} holds {count} documents; import them one by one").format(name=name, count=count))


class OnePlanError(DutyTrackError):
    """An option that names one plan was given for several."""

    def __init__(self, option: str, count: int) -> None:
        super().__init__(_("{option} names one plan, but {count} were read").format(option=option, count=count))


class SeedNotFoundError(DutyTrackError):
    """There is no seed of this name; those there are are listed."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(_("no seed {name}; there are: {known}").format(name=name, known=_names(known) or "-"))


class SeedFileError(DutyTrackError):
    """A seed file does not say what it should."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(_("{path}: {what}").format(path=path, what=what))


class PartlyAmendedError(DutyTrackError):
    """A later text is taken whole, or what it leaves out would count as dropped."""

    def __init__(self, code: str) -> None:
        super().__init__(_("this is a later text of {code}: accept all of its tasks").format(code=code))


class NothingAcceptedError(DutyTrackError):
    """A review that leaves no task has nothing to import."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name}: no task was accepted, so nothing is written").format(name=name))
