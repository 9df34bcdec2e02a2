"""Who answers for what on a day: the members of collectives, successors, and the members whose part is done."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from dutytrack.store.facts.parties import FIRST_UNIT, holds
from dutytrack.store.facts.supervision import MEMBER_IS_DONE, TABLES
from dutytrack.store.reading.keys import unit_names
from dutytrack.store.sql.dialect import Reader, among, listed


class Answering(NamedTuple):
    """Who answers for what on a day: the members of collectives, and successors."""

    names: Mapping[int, str]
    members: Mapping[int, tuple[int, ...]]
    """The members of each collective whose members are known, by name."""
    successors: Mapping[int, int]

    def successor(self, unit_id: int) -> int:
        """Who answers for ``unit_id``: its successor's successor and so on, or itself."""
        seen = {unit_id}
        while (following := self.successors.get(unit_id)) is not None and following not in seen:
            unit_id = following
            seen.add(unit_id)
        return unit_id

    def units(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself or its successor, or the members it answers through."""
        successor = self.successor(unit_id)
        members = self.members.get(successor)
        return tuple(map(self.successor, members)) if members else (successor,)


def answering(connection: Reader, *, as_of: date) -> Answering:
    """Who answers for whom on a day."""
    day = {"as_of": as_of.isoformat()}
    members: dict[int, list[int]] = {}
    for collective, unit in connection.execute(
        "SELECT m.collective_id, m.unit_id FROM unit_member m JOIN unit u ON u.id = m.unit_id "
        f"WHERE {holds('m')} ORDER BY u.name, u.id",
        day,
    ):
        members.setdefault(collective, []).append(unit)
    successions = connection.execute(
        'SELECT unit_id, successor_id FROM unit_succession WHERE "on" <= :as_of ORDER BY "on", id', day
    )
    return Answering(
        unit_names(connection), {unit: tuple(dict.fromkeys(own)) for unit, own in members.items()}, dict(successions)
    )


_MEMBERS_DONE = f"""
    WITH RECURSIVE {TABLES}, w AS (SELECT :task_id AS task_id, {FIRST_UNIT.format(task=":task_id")} AS first_unit_id)
    SELECT b.unit_id FROM w JOIN member b ON b.collective_id = w.first_unit_id WHERE {MEMBER_IS_DONE}
"""


def members_done(connection: Reader, task_id: int, *, as_of: date) -> set[int]:
    """The members of the collective that answers first for a task who have done their part by a day."""
    rows = connection.execute(_MEMBERS_DONE, {"task_id": task_id, "as_of": as_of.isoformat()})
    return {unit for (unit,) in rows}


def parts_done(connection: Reader, task_ids: Collection[int], *, as_of: date) -> set[tuple[int, int]]:
    """The units that have done their part of one of ``task_ids`` by a day, each with the task's id before it.

    A part is done where its latest report says 100 %, or the unit said so by an act, and it was not sent back since;
    or where its latest check accepted it.
    """
    wanted = among(":ids")
    sent_back = (
        "EXISTS (SELECT 1 FROM verification v WHERE v.task_id = {row}.task_id AND v.unit_id = {row}.unit_id "
        'AND v.result = \'returned\' AND v."on" >= {row}."on" AND v."on" <= :as_of)'
    )
    rows = connection.execute(
        f"""
        SELECT r.task_id, r.unit_id FROM progress_report r
        WHERE r.task_id {wanted} AND r."on" <= :as_of AND r.percent >= 100
              AND NOT {sent_back.format(row="r")}
              AND NOT EXISTS (SELECT 1 FROM progress_report l
                              WHERE l.task_id = r.task_id AND l.unit_id = r.unit_id AND l.percent IS NOT NULL
                                    AND l."on" <= :as_of AND (l."on" > r."on" OR (l."on" = r."on" AND l.id > r.id)))
        UNION
        SELECT v.task_id, v.unit_id FROM verification v
        WHERE v.task_id {wanted} AND v."on" <= :as_of AND v.result = 'accepted' AND v.unit_id IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM verification l
                              WHERE l.task_id = v.task_id AND l.unit_id = v.unit_id AND l."on" <= :as_of
                                    AND (l."on" > v."on" OR (l."on" = v."on" AND l.id > v.id)))
        UNION
        SELECT a.task_id, a.unit_id FROM action a
        WHERE a.task_id {wanted} AND a."on" <= :as_of AND a.kind = 'done' AND a.unit_id IS NOT NULL
              AND NOT {sent_back.format(row="a")}
        """,
        {"ids": listed(task_ids), "as_of": as_of.isoformat()},
    )
    return set(rows)
