"""What a report is: a value, made from a ledger as of a day, that any output can draw.

A report is one table, its rows in one or more groups. Cells are plain values (``str``, ``int``, ``date`` as ISO text,
``bool``, ``None``, a tuple of names); words that depend on the language are in titles and labels, and where a column's
kind says so the output puts the word in place of the stable value (``red``, ``lead`` …). All are named tuples, which
are made in a tenth of a dataclass's time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from dutytrack.i18n import N_, _
from dutytrack.store.sql.records import iso

Cell = str | int | float | bool | None | tuple[str, ...]
Row = tuple[Cell, ...]
Kind = Literal[
    "text", "prose", "key", "date", "number", "lamp", "status", "names", "flags", "role", "command", "entity"
]
"""What a column holds.

``text`` free text · ``prose`` a sentence, shown whole · ``key`` a task's key or plan's code · ``date`` ISO day ·
``number`` · ``lamp`` a lamp's name · ``status`` a status's name · ``names`` a tuple of units · ``flags`` a tuple of
flag names · ``role`` a role's name · ``command`` a command's name in the journal · ``entity`` a table's name.
"""


class Column(NamedTuple):
    """A column: ``key`` is stable and names it in JSON and CSV, ``label`` is for people."""

    key: str
    label: str
    kind: Kind = "text"

    @property
    def align(self) -> Literal["left", "right"]:
        """Numbers stand at the right."""
        return "right" if self.kind == "number" else "left"


class Group(NamedTuple):
    """Rows under a heading; a report that is not grouped has one group without one."""

    rows: tuple[Row, ...]
    title: str | None = None
    key: str | None = None
    """What the group stands for, stable: a unit's name, ``plan``, ``lead`` …"""
    word: str | None = None
    """The word for that in the language in use, where the key is none."""


class Report(NamedTuple):
    """A report, ready to be drawn."""

    name: str
    """Stable: ``overdue``, ``status`` …"""
    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    as_of: date
    group_key: str | None = None
    """Under which JSON and CSV give each row its group's ``key``; ``None`` where groups are only for the eye."""
    totals: tuple[tuple[str, int], ...] = ()
    """Figures for the foot: label and count."""
    notes: tuple[str, ...] = ()
    """Sentences for the foot."""
    hints: tuple[str, ...] = ()
    """What to type to see more: for a terminal alone, a paper carries no commands."""
    further: tuple[Report, ...] = ()
    """Tables that stand behind it for people to read; their rows are none of its own."""
    counts: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The keys of columns that count things of one sort, by what their sum is called that tells of those which a
    screen has no room for."""
    kept: frozenset[str] = frozenset()
    """The keys of columns that a narrow screen shows too, in further lines where need be."""
    spare: tuple[str, ...] = ()
    """The keys of columns that a narrow screen leaves out before others, in this order."""

    def rows(self) -> Iterator[Row]:
        """All rows, group after group."""
        for group in self.groups:
            yield from group.rows

    @property
    def row_count(self) -> int:
        """How many rows there are in all groups."""
        return sum(len(group.rows) for group in self.groups)

    def records(self) -> Iterator[dict[str, Cell]]:
        """All rows as mappings by column key, with their group's key where there is a ``group_key``."""
        keys = tuple(column.key for column in self.columns)
        for group in self.groups:
            own = {} if self.group_key is None else {self.group_key: group.key}
            for row in group.rows:
                yield {**own, **dict(zip(keys, row, strict=True))}

    def counting(self, *totals: tuple[str, int], nothing: str = "", hint: str = "") -> Report:
        """The same report with ``totals`` at its foot; where it has no row with ``nothing`` said, and what to type."""
        if self.row_count or not nothing:
            return self._replace(totals=totals)
        return self._replace(totals=totals, notes=(nothing,), hints=(hint,) if hint else self.hints)


_LABELS: Mapping[Kind, Mapping[str, str]] = {
    "key": {"key": N_("key"), "code": N_("code"), "follows": N_("after"), "mark": N_("order"), "period": N_("period"),
            "plan": N_("plan"), "task": N_("task")},
    "lamp": {"lamp": N_("lamp"), "lamp_before": N_("lamp before"), "was": N_("now"), "would_be": N_("then")},
    "status": {"status": N_("status"), "status_before": N_("status before")},
    "flags": {"flags": N_("flags")},
    "role": {"role": N_("role")},
    "names": {"aliases": N_("other names"), "changes": N_("change"), "lead": N_("lead units"),
              "lead_before": N_("lead units before"), "members_left": N_("members not done"),
              "members_returned": N_("members sent back"),
              "participating": N_("participating units"),
              "responsible": N_("responsible units"), "successors": N_("succeeded by"), "units": N_("units in charge")},
    "date": {"answered_on": N_("answered"),
             "asked_on": N_("asked on"), "concluded_on": N_("concluded"), "current": N_("date now"),
             "decided_on": N_("decided on"), "due": N_("due"), "due_before": N_("due before"), "end": N_("to"),
             "granted_to": N_("granted to"), "handed_in_on": N_("day handed in"), "issued": N_("issued"),
             "last": N_("to"), "lead_on": N_("lead unit on"),
             "next": N_("next"), "office_on": N_("office on"), "on": N_("day"), "original": N_("first date"),
             "replied_on": N_("replied"), "reply_by": N_("reply by"), "returned_on": N_("day sent back"),
             "settled_on": N_("settled"), "since": N_("from"), "start": N_("from"),
             "until": N_("until"), "wished": N_("wished")},
    "number": {"apart": N_("apart"), "closed": N_("closed"), "confidence": N_("confidence"),
               "dropped": N_("dropped"),
               "days_added": N_("days added"), "days_at_work": N_("of them at work"), "days_late": N_("days late"),
               "evidence": N_("evidence"),
               "gained": N_("gained"), "lead_says": N_("lead unit says"), "led": N_("tasks led"),
               "line": N_("line"), "lost": N_("lost"),
               "office_says": N_("office says"), "open": N_("open"), "overdue": N_("overdue"), "percent": N_("percent"),
               "points": N_("points"), "progress": N_("progress"), "progress_before": N_("progress before"),
               "rank": N_("rank"), "rules": N_("rules"), "score": N_("points"), "seq": N_("seq"),
               "shared": N_("tasks shared"), "size": N_("bytes"),
               "tasks": N_("tasks"), "times": N_("times extended"), "total": N_("tasks"),
               "unfinished": N_("not done when concluded")},
    "text": {"act": N_("command"), "actor": N_("who"), "advice": N_("advice"), "after": N_("after"), "at": N_("at"),
             "because": N_("because"), "before": N_("before"), "by": N_("by"), "capped": N_("cut by the cap"),
             "change": N_("change"), "check": N_("check"), "decision": N_("decision"), "doc_no": N_("document number"),
             "due_origin": N_("date from"), "entity": N_("what"), "entity_id": N_("id"), "exempt": N_("exempt because"),
             "fact": N_("fact"), "fault": N_("fault"), "field": N_("field"), "finding": N_("finding"),
             "full": N_("full name"), "ground": N_("ground"), "hash": N_("hash"), "hints": N_("hints"),
             "how": N_("matched"), "in_use": N_("in use"),
             "instruction_state": N_("state"), "issuer": N_("issuer"), "jurisdiction": N_("place"),
             "body": N_("body"), "kind": N_("kind"), "leader": N_("leader"),
             "late": N_("asked late"), "late_state": N_("state"), "linked": N_("linked"),
             "login": N_("login"),
             "meaning": N_("meaning"), "media_type": N_("kind of file"), "name": N_("name"),
             "next_step": N_("next step"), "note": N_("note"), "owner": N_("whose"), "passed": N_("by what"),
             "path": N_("path"), "email": N_("mail"), "person_role": N_("what for"),
             "phone": N_("telephone"), "post": N_("post"), "problem": N_("problem"), "proves": N_("proves"),
             "reason": N_("reason"), "ref": N_("number in the plan"), "reply": N_("answer"), "reply_state": N_("reply"),
             "rule": N_("rule"), "rung": N_("rung"), "sent_back": N_("sent back"), "sha256": N_("digest (SHA-256)"),
             "source": N_("document"), "stands": N_("stands"), "text": N_("text"), "title": N_("task"),
             "undoes": N_("takes back"), "unearned": N_("no points because"),
             "unit": N_("unit"), "urgency": N_("class"), "vague": N_("vague"), "value": N_("value"),
             "verified": N_("verified"),
             "what": N_("matter"), "when": N_("when"), "why": N_("why"),
             "written_on": N_("written on"), "worked": N_("how worked out"), "working_days": N_("working days")},
}  # fmt: skip
"""What columns hold and are called, by their keys: in every report the same, unless that says otherwise."""


def columns_of(keys: str, **labels: str) -> tuple[Column, ...]:
    """The columns of ``keys``, in the language in use; ``labels`` are those they have in this report alone.

    A key may be followed by what its column holds otherwise than elsewhere: ``lead:number``.
    """
    return tuple(_column(*key.partition(":")[::2], labels) for key in keys.split())


def _column(key: str, other: str, labels: Mapping[str, str]) -> Column:
    kind = next(kind for kind, known in _LABELS.items() if key in known)
    return Column(key, labels.get(key) or _(_LABELS[kind][key]), cast("Kind", other) if other else kind)


def listing(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    as_of: date,
    **otherwise: str | Callable[[Any], Cell],
) -> Report:
    """A report of one list: ``rows`` become cells as in ``cells``."""
    return Report(name, title, tuple(columns), (Group(cells(columns, rows, **otherwise)),), as_of)


def cells(columns: Sequence[Column], rows: Iterable[Any], **otherwise: str | Callable[[Any], Cell]) -> tuple[Row, ...]:
    """The cells of ``rows``: each has them as attributes called like the columns, or as ``otherwise`` says by column.

    That is another attribute, or one of an attribute (``event.on``), or a function from the row to the cell.
    """
    reads = [_reader(column, otherwise.get(column.key, column.key)) for column in columns]
    return tuple([tuple([read(row) for read in reads]) for row in rows])


def _reader(column: Column, where: str | Callable[[Any], Any]) -> Callable[[Any], Any]:
    read = attrgetter(where) if isinstance(where, str) else where
    return (lambda row: iso(read(row))) if column.kind == "date" else read
