"""From a query to SQL: one condition over a task's facts ``f`` and its row ``t``, every value a parameter.

A lamp is a CASE over the rule pack's conditions.
"""
# ruff: noqa: S608 - the texts are put together from this module's own constants; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dutytrack.domain.query.errors import NotInLedgerError
from dutytrack.domain.query.fields import FIELDS
from dutytrack.domain.query.parsing import (
    AllOf,
    AnyOf,
    Choice,
    Complement,
    Condition,
    Days,
    Missing,
    Named,
    Numbers,
    Query,
    Term,
    Value,
    Words,
)
from dutytrack.domain.words.folding import fold
from dutytrack.store.facts import checks, instructions, pace
from dutytrack.store.facts.deadlines import DUE_ORIGIN, is_laid_down
from dutytrack.store.facts.parties import holds
from dutytrack.store.query.look import Look
from dutytrack.store.query.naming import plan_ids, related_units, unit_ids
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import contains

FALSE, TRUE = "FALSE", "TRUE"
_MOST_APART = 20
"""As many ids as are parameters of their own."""
_INLINE = 4
"""How deep groups stand in each other within one condition."""

_IS_HANDED_IN = "f.status IN ('submitted', 'closed')"
FLAGS: Mapping[str, str] = {
    "overdue": pace.IS_OVERDUE,
    "duty-missed": f"f.duty_until < :as_of AND {pace.AT_WORK}",
    "unanswered": pace.IS_UNANSWERED,
    "sent-back": f"f.sent_back AND {pace.AT_WORK}",
    "silent": pace.IS_SILENT,
    "unreceived": pace.IS_UNRECEIVED,
    "unowned": "f.unowned",
    "joint": "f.joint",
    "vague": "f.vague",
    "collective": "f.collective",
    "waiting": checks.IS_WAITING,
    "accepted": checks.IS_ACCEPTED,
    "late": f"f.late AND {_IS_HANDED_IN}",
    "met-late": f"f.late AND NOT ({_IS_HANDED_IN})",
    "to-mark": f"f.to_mark < :as_of AND {pace.AT_WORK}",
    "undated": "f.undated",
    "unknown": pace.IS_UNKNOWN,
    "instructed": instructions.IS_INSTRUCTED,
    "instruction-late": instructions.IS_LATE,
    "unmeasured": f"f.figures_measured < f.figures_total AND {pace.AT_WORK}",
}
"""The flags a task can carry, in the order shown, each with its condition."""
STATES: Mapping[str, str] = {
    "open": f"{pace.IS_OPEN} AND f.concluded_on IS NULL",
    "closed": "f.status = 'closed'",
    "concluded": f"f.concluded_on IS NOT NULL AND {pace.IS_OPEN}",
}
"""The conditions that a task is open, closed or concluded."""
COLUMNS = {
    "due": "f.due",
    "start": "f.start",
    "no": "t.number",
    "progress": "f.progress",
    "behind": f"({pace.BEHIND})",
    "silent": f"({pace.SILENT})",
    "rung": "f.order_position",
    "pace": f"-({pace.BEHIND})",
    "late": pace.DAYS_LATE,
    "handed": f"({pace.HANDED_OUT})",
}
"""The expressions of the fields that are numbers or dates."""
_OF_TASK = frozenset({"key", "no", "ref", "title", "leader", "section"})
_ROLES_OF: Mapping[str, tuple[str, ...]] = {
    "lead": ("lead",),
    "responsible": ("responsible",),
    "participating": ("participating",),
    "shared": ("responsible", "participating"),
}
"""The fields that ask for a unit in one of some roles."""
_HAS_ROLE = "EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = f.task_id AND s.role {})"
_IN_CHARGE = (
    "EXISTS (SELECT 1 FROM portfolio o JOIN leader l ON l.id = o.leader_id WHERE o.unit_id = f.first_unit_id AND {} "
    f"AND {holds('o')})"
)
"""Whether a leader of whom something holds is in charge of the unit that answers first."""
_STANDS = (
    "EXISTS (SELECT 1 FROM contact c WHERE (c.task_id = f.task_id OR (c.task_id IS NULL AND "
    f"c.unit_id = f.first_unit_id)) AND {{}} AND {holds('c')})"
)
"""Whether somebody of whom something holds stands for a task, or for the unit that answers first."""
_NONE: Mapping[str, str] = {
    "plan": "f.plan_id IS NULL",
    "ref": "t.ref IS NULL",
    "lead": "f.unowned",
    "first": "f.first_unit_id IS NULL",
    "responsible": "NOT " + _HAS_ROLE.format("= 'responsible'"),
    "participating": "NOT " + _HAS_ROLE.format("= 'participating'"),
    "shared": "NOT " + _HAS_ROLE.format("<> 'lead'"),
    "unit": "NOT EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = f.task_id)",
    "leader": f"t.leader IS NULL AND NOT {_IN_CHARGE.format('TRUE')} AND NOT {instructions.written_by('TRUE')}",
    "person": f"NOT {_STANDS.format('TRUE')}",
    "due": "f.due IS NULL",
    "origin": "f.last_due IS NULL",
    "start": "f.start IS NULL",
    **{field: f"{COLUMNS[field]} IS NULL" for field in ("progress", "behind", "pace", "silent", "rung", "late")},
    "section": "t.section = '[]'",
    "indicator": f"NOT EXISTS (SELECT 1 FROM indicator i WHERE i.task_id = f.task_id AND {is_laid_down('i')})",
}


def any_of(conditions: Sequence[str]) -> str:
    """One of ``conditions`` holds."""
    kept = [condition for condition in conditions if condition != FALSE]
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else " OR ".join(f"({one})" for one in kept) if kept else FALSE


def all_of(conditions: Sequence[str]) -> str:
    """All of ``conditions`` hold."""
    kept = [condition for condition in conditions if condition != TRUE]
    if FALSE in kept:
        return FALSE
    return " AND ".join(f"({one})" for one in kept) if kept else TRUE


def negated(condition: str) -> str:
    """``condition`` does not hold, or can't be told."""
    return {TRUE: FALSE, FALSE: TRUE}.get(condition, f"({condition}) IS NOT TRUE")


class Compiler:
    """Makes conditions over the table ``facts`` for one connection and day, and gathers their ``parameters``."""

    def __init__(self, look: Look, *, facts: str) -> None:
        self.parameters: dict[str, object] = {"as_of": look.as_of.isoformat(), **pace.pace_parameters(look.as_of)}
        self.reads_task = False
        """Whether a condition made so far needs the task's own row ``t`` beside its facts ``f``."""
        self.asides: list[str] = []
        """Tables for the WITH clause, which the conditions made so far read."""
        self._connection = look.connection
        self._facts = facts
        self._as_of = look.as_of
        self._rules = look.rules
        self._lamp: str | None = None
        self._units_called: dict[str, tuple[int, ...]] = {}
        self._units_related: dict[tuple[frozenset[int], bool], tuple[int, ...]] = {}

    @property
    def lamp(self) -> str:
        """The lamp of a task: a CASE over the rules, made once."""
        if self._lamp is None:
            cases = zip(self.rule_conditions(), (rule.lamp for rule in self._rules.rules), strict=True)
            whens = "".join(f" WHEN {holds} THEN '{lamp}'" for holds, lamp in cases if holds != FALSE)
            self._lamp = f"CASE{whens} END"
        return self._lamp

    def rule_conditions(self) -> list[str]:
        """The condition of each rule of the pack, in its order."""
        return [self.condition_of_rule(rule.query(self._as_of)) for rule in self._rules.rules]

    def condition_of_rule(self, query: Query) -> str:
        """A rule's ``query`` as a condition; it holds for no task where a name in it means nothing any more."""
        try:
            return self.condition(query)
        except NotInLedgerError:
            return FALSE

    def condition(self, query: Query) -> str:
        """``query`` as a condition over ``f`` and ``t``; QueryError for a unit or plan that the ledger doesn't know."""
        return self._group(AllOf(query.terms), (), 0)

    def bind(self, value: object) -> str:
        """A parameter that stands for ``value``."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def _term(self, term: Term, roles: tuple[str, ...], level: int = 0) -> str:
        if isinstance(term, Complement):
            return negated(self._term(term.term, (), level))
        if isinstance(term, (AllOf, AnyOf)):
            return self._group(term, roles, level) if level < _INLINE else self._aside(term, roles)
        if isinstance(term, Words):
            return f"f.task_id IN ({dialect.search(self.bind(dialect.any_phrase(term.phrases)))})"
        self.reads_task |= term.field in _OF_TASK
        named = [value for value in term.values if isinstance(value, Named)]
        others = [self._value(term.field, value) for value in term.values if not isinstance(value, Named)]
        return any_of([*others, *([self._named(term.field, named, roles)] if named else [])])

    def _group(self, group: AllOf | AnyOf, roles: tuple[str, ...], level: int) -> str:
        """The terms of ``group``; a role among those that must all hold is that of the units beside it."""
        beside = _roles_among(group.terms) if isinstance(group, AllOf) else ()
        parts = [self._term(term, roles + beside, level + 1) for term in group.terms]
        return all_of(parts) if isinstance(group, AllOf) else any_of(parts)

    def _aside(self, group: AllOf | AnyOf, roles: tuple[str, ...]) -> str:
        """``group`` as a table of ``asides``: SQLite's parser does not take brackets as deep as a query may have."""
        body = self._group(group, roles, 0)
        name = f"aside{len(self.asides)}"
        self.asides.append(
            f"{name} AS (SELECT f.task_id FROM {self._facts} f JOIN task t ON t.id = f.task_id WHERE {body})"
        )
        return f"f.task_id IN (SELECT task_id FROM {name})"

    def _value(self, field: str, value: Value) -> str:
        if isinstance(value, Missing):
            return _NONE[field]
        if isinstance(value, Days):
            return self._between(field, (">=", _iso(value.first)), ("<=", _iso(value.last)))
        if isinstance(value, Numbers):
            low, high = (">" if value.above else ">=", value.low), ("<" if value.below else "<=", value.high)
            return self._between(field, low, high)
        assert isinstance(value, Choice)
        return self._choice(field, value.name)

    def _choice(self, field: str, name: str) -> str:
        if field == "flag":
            return FLAGS[name]
        if field == "is":
            return STATES[name]
        if field == "role":
            return _HAS_ROLE.format(f"= {self.bind(name)}")
        column = self.lamp if field == "lamp" else {"origin": DUE_ORIGIN, "status": "f.status"}[field]
        return f"{column} = {self.bind(name)}"

    def _between(self, field: str, *ends: tuple[str, str | float | None]) -> str:
        return all_of([f"{COLUMNS[field]} {sign} {self.bind(end)}" for sign, end in ends if end is not None])

    def _named(self, field: str, values: Sequence[Named], roles: tuple[str, ...]) -> str:
        if FIELDS[field].kind == "unit":
            return self._units(field, values, roles)
        if field == "plan":
            found = {
                one: None for value in values for one in plan_ids(self._connection, field, value.text, value.place)
            }
            return f"f.plan_id {self._among(found)}"
        dialect.lend_folding(self._connection)
        return any_of([self._text(field, self.bind(fold(value.text))) for value in values])

    def _units(self, field: str, values: Sequence[Named], roles: tuple[str, ...]) -> str:
        """``unit`` beside ``role`` asks for the unit in that role; who a unit has become or belongs to counts too."""
        named = {one for value in values for one in self._called(field, value)}
        related = self._related(frozenset(named), collectives=field != "first")
        among_units = self._among(related)
        if field == "first":
            return f"f.first_unit_id {among_units}"
        asked = _ROLES_OF.get(field, roles)
        in_role = f" AND s.role IN ({', '.join(map(self.bind, asked))})" if asked else ""
        return f"f.task_id IN (SELECT s.task_id FROM assignment s WHERE s.unit_id {among_units}{in_role})"

    def _called(self, field: str, value: Named) -> tuple[int, ...]:
        """The units that go by a name; many rules may have the same one."""
        if value.text not in self._units_called:
            self._units_called[value.text] = unit_ids(self._connection, field, value.text, value.place)
        return self._units_called[value.text]

    def _related(self, named: frozenset[int], *, collectives: bool) -> tuple[int, ...]:
        key = named, collectives
        if key not in self._units_related:
            self._units_related[key] = related_units(self._connection, named, self._as_of, collectives=collectives)
        return self._units_related[key]

    def _among(self, ids: Collection[int]) -> str:
        """The condition to be one of ``ids``; many are one parameter, of which a statement takes only so many."""
        if len(ids) > _MOST_APART:
            return dialect.among(self.bind(dialect.listed(ids)))
        return f"IN ({', '.join(map(self.bind, ids))})"

    def _text(self, field: str, parameter: str) -> str:
        if field == "key":
            return self._begins("t.key", parameter, "-")
        if field == "ref":
            return f"{self._begins('t.ref', parameter, '.')} OR {self._begins('t.ref', parameter, '/')}"
        if field == "title":
            return contains("t.title", parameter)
        if field == "section":
            headings = dialect.elements("t.section")
            return f"EXISTS (SELECT 1 FROM {headings} h WHERE {contains('h.value', parameter)})"
        if field in {"leader", "person"}:
            return self._who(field, parameter)
        holds = f"{contains('i.name', parameter)} OR {contains('i.text', parameter)}"
        own = f"i.task_id = f.task_id AND {is_laid_down('i')}"
        return f"EXISTS (SELECT 1 FROM indicator i WHERE {own} AND ({holds}))"

    def _who(self, field: str, parameter: str) -> str:
        """Whether a person whose name holds ``parameter`` stands for the task, or is a leader who has to do with it."""
        if field == "person":
            return _STANDS.format(contains("c.name", parameter))
        in_charge = _IN_CHARGE.format(contains("l.name", parameter))
        wrote = instructions.written_by(contains("n.leader", parameter))
        return f"{contains('t.leader', parameter)} OR {in_charge} OR {wrote}"

    def _begins(self, column: str, parameter: str, sign: str) -> str:
        """Whether ``column`` is the text of ``parameter``, or goes on behind it with ``sign``."""
        return f"instr({dialect.folded(column)} || '{sign}', {parameter} || '{sign}') = 1"


def _roles_among(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(
        value.name
        for term in terms
        if isinstance(term, Condition) and term.field == "role"
        for value in term.values
        if isinstance(value, Choice)
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
