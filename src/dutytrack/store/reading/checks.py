"""Which of some tasks were checked and accepted since they were handed in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, speaks
from dutytrack.store.sql.dialect import Reader, elements

_FIRST = FIRST_UNIT.format(task="t.id")
_ACCEPTED = f"""
    WITH RECURSIVE {PARTIES}
    SELECT t.key FROM {elements(":keys")} k JOIN task t ON t.key = k.value
    WHERE (SELECT v.result FROM verification v
           WHERE v.task_id = t.id AND v."on" <= :as_of AND {speaks("v", _FIRST)} AND v."on" >=
               (SELECT MAX(a."on") FROM action a
                WHERE a.task_id = t.id AND a.kind = 'submitted' AND a."on" <= :as_of AND {speaks("a", _FIRST)})
           ORDER BY v."on" DESC, v.id DESC LIMIT 1) = 'accepted'
"""  # noqa: S608 - put together from this program's own constants


def accepted_keys(connection: Reader, keys: Iterable[str], *, as_of: date) -> frozenset[str]:
    """Those of the tasks ``keys`` whose latest check since they were handed in accepted them."""
    parameters = {"keys": json.dumps(list(keys)), "as_of": as_of.isoformat()}
    return frozenset(key for (key,) in connection.execute(_ACCEPTED, parameters))
