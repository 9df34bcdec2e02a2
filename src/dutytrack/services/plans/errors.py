"""What is refused of plans and documents."""

from __future__ import annotations

from datetime import date

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _


class BadPlanCodeError(DutyTrackError):
    """A plan code is letters and digits, and not the form kept for tasks without a plan."""

    def __init__(self, code: str) -> None:
        template = _("{code}: a plan code is 1 to 12 letters and digits, and not LD, HY or QT with a year")
        super().__init__(template, code=code)


class PlanCodeTakenError(DutyTrackError):
    """Another plan has this code."""

    def __init__(self, code: str, title: str | None) -> None:
        template = _("plan code {code} is taken by {title}; choose another with --code")
        super().__init__(template, code=code, title=title or "?")


class PlanConcludedError(DutyTrackError):
    """The plan was concluded before."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(_("plan {code} was concluded on {on}"), code=code, on=on)


class BeforePlanError(DutyTrackError):
    """A plan can't be concluded before it begins."""

    def __init__(self, code: str, on: date, start: date) -> None:
        super().__init__(_("plan {code} begins on {start}; {on} is before that"), code=code, start=start, on=on)


class BeforeLastAmendmentError(DutyTrackError):
    """A later text can't hold from a day before that of the one before it."""

    def __init__(self, code: str, on: date, last: date) -> None:
        template = _("plan {code} was amended as of {last}; {on} is before that")
        super().__init__(template, code=code, last=last, on=on)


class PlanJsonError(DutyTrackError):
    """A JSON file is no reading of plans."""

    def __init__(self, name: str, what: str) -> None:
        template = _("{name}: no reading of a plan as `dutytrack import --dry-run --format json` prints it ({what})")
        super().__init__(template, name=name, what=what)


class SeveralDocumentsError(DutyTrackError):
    """A file holds several documents, so it can't be one command."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(_("{name} holds {count} documents; import them one by one"), name=name, count=count)


class OnePlanError(DutyTrackError):
    """An option that names one plan was given for several."""

    def __init__(self, option: str, count: int) -> None:
        super().__init__(_("{option} names one plan, but {count} were read"), option=option, count=count)


class DoubtfulPlanError(DutyTrackError):
    """Much of a plan may be read wrongly: somebody has to look at it, or to say that it is taken in as it was read."""

    def __init__(self, name: str, accounted: int, marks: int) -> None:
        template = _(
            "{name}: only {accounted} of {marks} marks were accounted for, so nothing was written; "
            "look at it with --review or --dry-run, or take it in as it was read with --doubtful"
        )
        if accounted == marks:
            template = _(
                "{name}: much of it may be read wrongly, so nothing was written; "
                "look at it with --review or --dry-run, or take it in as it was read with --doubtful"
            )
        super().__init__(template, name=name, accounted=accounted, marks=marks)


class PartlyAmendedError(DutyTrackError):
    """A later text is taken whole, or what it leaves out would count as dropped."""

    def __init__(self, code: str) -> None:
        super().__init__(_("this is a later text of {code}: accept all of its tasks"), code=code)


class NothingAcceptedError(DutyTrackError):
    """A review that leaves no task has nothing to import."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name}: no task was accepted, so nothing is written"), name=name)
