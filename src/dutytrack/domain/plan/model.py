"""A plan as read from a document: frozen values, each with the line and columns that it was read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from dutytrack.domain.plan.account import Account
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words import roles
from dutytrack.domain.words.numerals import printed_number

Role = roles.Role
ROLES = roles.ROLES
Precision = Literal["day", "month", "year"]
Frequency = Literal["yearly", "monthly", "weekly", "daily"]
LONGEST_INTERVAL = 9_999
"""Days, weeks, months or years between two times of a recurring duty."""
Operator = Literal[">=", "<=", "=="]


class Span(NamedTuple):
    """A stretch of one source line: 1-based line, 0-based columns, end exclusive, in characters."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as a plan names it."""

    name: str
    """The full name, prefixes and suffixes completed, plain misprints mended."""
    raw: str
    """The name as printed."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanDeadline:
    """A date by which something must be reached."""

    date: date | None
    """``None`` where the document redacts or leaves out the year."""
    precision: Precision
    text: str
    """As printed: ``到2017年``."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanRecurrence:
    """A duty that comes again: every ``interval`` of ``freq``."""

    freq: Frequency
    interval: int
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanIndicator:
    """A quantified target."""

    name: str
    op: Operator
    value: float
    unit: str
    due: date | None
    freq: Frequency | None
    text: str
    max: float | None = None
    """The upper end where a range is printed (``2-3家``)."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanPhase:
    """A stage of the plan's own timetable."""

    title: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of what a plan covers."""

    start: date | None = None
    end: date | None = None

    def is_over(self, day: date) -> bool:
        """Whether it is over on ``day``; without an end it never is."""
        return self.end is not None and self.end < day


@dataclass(frozen=True, slots=True)
class ParsedTask:
    """The smallest item of a plan that somebody has to do."""

    ref: str
    """The outline's own markers, joined by dots: ``二.(一).1``; ``/2`` for a second paragraph with its own units."""
    label: str
    """The last marker as printed."""
    section: tuple[str, ...]
    title: str
    text: str
    """The item's own paragraphs, heading included, unit lines left out; paragraphs are joined by newlines."""
    lines: tuple[int, int]
    """First and last source line, 1-based."""
    units_raw: str | None = None
    lead: tuple[UnitMention, ...] = ()
    responsible: tuple[UnitMention, ...] = ()
    participating: tuple[UnitMention, ...] = ()
    leader: tuple[str, ...] = ()
    """Persons named as responsible (责任领导, 分管领导)."""
    deadlines: tuple[PlanDeadline, ...] = ()
    recurring: tuple[PlanRecurrence, ...] = ()
    indicators: tuple[PlanIndicator, ...] = ()
    problems: tuple[Problem, ...] = ()
    span: Span | None = None
    """Where the title stands."""

    @property
    def spans(self) -> dict[str, list[Span]]:
        """Where what was read of it stands: its ``title``, and each ``unit``, ``date`` and ``figure``."""
        found: dict[str, list[Span | None]] = {
            "title": [self.span],
            "unit": [mention.span for mention in self.all_units],
            "date": [*(one.span for one in self.deadlines), *(one.span for one in self.recurring)],
            "figure": [one.span for one in self.indicators],
        }
        return {kind: [span for span in spans if span is not None] for kind, spans in found.items()}

    @property
    def number(self) -> int | None:
        """The number that its label prints: ``(十三)`` is 13; ``None`` where there is none."""
        return printed_number(self.label)

    def units(self, role: Role) -> tuple[UnitMention, ...]:
        """The units in ``role``, in the order printed."""
        mentions: tuple[UnitMention, ...] = getattr(self, role)
        return mentions

    @property
    def all_units(self) -> tuple[UnitMention, ...]:
        """The units in every role, the main one first."""
        return tuple(mention for role in ROLES for mention in self.units(role))

    def renamed(self, name_of: Callable[[UnitMention], str]) -> ParsedTask:
        """The task with each unit under the name that ``name_of`` gives it; in a role a name stands once, the first."""
        roles: dict[str, Any] = {}
        for role in ROLES:
            named: dict[str, UnitMention] = {}
            for mention in self.units(role):
                named.setdefault(name := name_of(mention), replace(mention, name=name))
            roles[role] = tuple(named.values())
        return replace(self, **roles)


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """One plan of a document (a compilation holds several)."""

    source: str
    """The document's file name."""
    title: str | None
    issuer: str | None = None
    doc_no: str | None = None
    issued: date | None = None
    jurisdiction: str | None = None
    """The place it is for, with its level: ``沧州市``."""
    period: Period = Period()
    indicators: tuple[PlanIndicator, ...] = ()
    phases: tuple[PlanPhase, ...] = ()
    tasks: tuple[ParsedTask, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Doubts about the plan as a whole; each task carries its own."""
    lines: tuple[int, int] = (1, 1)
    account: Account = field(default=Account(), compare=False)
    """How much of it was read."""
