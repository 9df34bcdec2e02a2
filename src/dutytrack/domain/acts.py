"""What can be done to a task, in which status, and what it leaves behind: the one table of it.

A task's status is never stored by hand: it is what its dated acts add up to, the latest status-giving act deciding.
An act that people do is declared in ``services.acts.declared`` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from dutytrack.i18n import N_, _

Status = Literal["pending", "active", "submitted", "closed", "suspended", "dropped"]
FIRST_STATUS: Status = "pending"
STATUS_BY_WORK: Status = "active"
"""That of a task which no act gave a status, once who answers for it has reported, or a member was done."""

STATUS_WORDS: Mapping[str, str] = {
    "pending": N_("not taken up"), "active": N_("under way"), "submitted": N_("submitted"), "closed": N_("closed"),
    "suspended": N_("suspended"), "dropped": N_("dropped"),
}  # fmt: skip


class Act(NamedTuple):
    """One kind of act: where it is allowed and the status it gives."""

    kind: str
    word: str
    """English word for messages, marked for the catalogs."""
    allowed: frozenset[Status]
    gives: Status | None
    """The status after it; ``None`` where it leaves the status as it is."""


UNDER_WAY: frozenset[Status] = frozenset({"pending", "active"})
"""The statuses in which the units work on a task; what is handed in waits for the office."""
ENDED: frozenset[Status] = frozenset({"closed", "dropped"})
"""The statuses in which nothing more is asked; in all others a task is open."""
OPEN: frozenset[Status] = UNDER_WAY | {"submitted"}
"""The statuses in which units report, and the office checks."""

ACTS: Mapping[str, Act] = {
    act.kind: act
    for act in (
        Act("assigned", N_("assigned"), frozenset(), None),
        Act("received", N_("taken up"), UNDER_WAY, "active"),
        Act("started", N_("started"), frozenset({"pending"}), "active"),
        Act("reported", N_("reported on"), OPEN, None),
        Act("submitted", N_("submitted"), UNDER_WAY, "submitted"),
        Act("returned", N_("returned"), frozenset({"submitted"}), "active"),
        Act("verified", N_("verified"), OPEN, None),
        Act("closed", N_("closed"), OPEN | {"suspended"}, "closed"),
        Act("reopened", N_("reopened"), ENDED, "active"),
        Act("suspended", N_("suspended"), OPEN, "suspended"),
        Act("resumed", N_("resumed"), frozenset({"suspended"}), "active"),
        Act("dropped", N_("dropped"), OPEN | {"suspended"}, "dropped"),
        Act("omitted", N_("no more in the plan's text"), OPEN | {"suspended"}, "dropped"),
        Act("restored", N_("in the plan's text again"), frozenset({"dropped"}), "active"),
        Act("met", N_("met"), OPEN | {"suspended"}, None),
        Act("summoned", N_("called in"), OPEN, None),
        Act("done", N_("done by a member"), OPEN, None),
    )
}
"""Every act on a task, by kind.

``assigned`` (交办) comes with the entry of a task without a plan; a report is a row of its own, so no act
``reported`` is written (``started`` came with the first one in earlier versions); ``done`` is what a member of a
collective has to say, the task itself being submitted when enough of them have. ``omitted`` and ``restored`` are a
later text's: once it has a task again, that is as it was before.
"""

RESETS = ("extended", "met", "closed", "dropped", "omitted")
"""The acts after which a task is at the foot of the ladder of orders again; of those that meet, only a deadline's."""

REVOKES = ("closed", "dropped", "omitted")
"""The acts after which an order need not be answered any more; after the others of ``RESETS`` it still has to be."""

_OTHER_WORDS: Mapping[str, str] = {
    "concluded": N_("plan concluded"),
    "extended": N_("extended"),
    "amended": N_("amended"),
    "set-anew": N_("date set anew"),
    "end-set-anew": N_("end of the plan set anew"),
}
"""Acts on a whole plan, a deadline's date or a task's words, which no status forbids."""

STATUS_GIVING: tuple[str, ...] = tuple(kind for kind, act in ACTS.items() if act.gives is not None)


ENDING_REST: tuple[str, ...] = tuple(kind for kind in STATUS_GIVING if "suspended" in ACTS[kind].allowed)
"""Of these the kinds that end a suspension."""


RESTING: tuple[str, ...] = ("suspended", "resumed")
"""Of these the kinds by which a task rests for a time: what was handed in waits for the office again after."""
GAP: tuple[str, ...] = ("omitted", "restored")
"""Of these the kinds by which a plan's text has a task no more for a time: after it all stands as before."""
PASSING: tuple[str, ...] = (*RESTING, *GAP)
TAKING_UP: tuple[str, ...] = ("received", "started")
"""Of these the kinds that take up a task nobody has: done to one under way they leave its status as it is."""
TURNING: tuple[str, ...] = tuple(kind for kind in STATUS_GIVING if kind not in TAKING_UP)
"""Of these the kinds that give a task another status, whatever it had."""
TAKING_UP_AGAIN: tuple[str, ...] = tuple(
    kind for kind in STATUS_GIVING if ACTS[kind].gives in UNDER_WAY and not ACTS[kind].allowed & UNDER_WAY
)
"""Of these the kinds by which a task on which nobody worked is at work again."""
LAYING_DOWN: tuple[str, ...] = tuple(kind for kind in STATUS_GIVING if ACTS[kind].gives not in UNDER_WAY)
"""Of these the kinds after which nobody works on a task: it waits for the office, rests or has ended."""


def is_allowed(kind: str, status: Status) -> bool:
    """Whether an act of ``kind`` may be done to a task in ``status``."""
    return status in ACTS[kind].allowed


def status_after(kinds: Iterable[str]) -> Status:
    """The status that acts of ``kinds``, in the order of their days, add up to; other kinds change nothing."""
    given = [ACTS[kind].gives for kind in kinds if kind in STATUS_GIVING]
    return (given[-1] if given else None) or FIRST_STATUS


def refused(kinds: Iterable[str]) -> frozenset[int]:
    """The places of those acts, in the order of their days, that would not be allowed where they stand."""
    status, before, places = FIRST_STATUS, FIRST_STATUS, set()
    omitted = FIRST_STATUS
    for place, act in ((place, ACTS[kind]) for place, kind in enumerate(kinds) if kind in ACTS):
        if act.allowed and status not in act.allowed:
            places.add(place)
        if act.kind not in PASSING:
            before = act.gives or before
        omitted = status if act.kind == "omitted" else omitted
        again = before if act.kind == "resumed" and before == "submitted" else act.gives
        status = omitted if act.kind == "restored" else again or status
    return frozenset(places)


def act_word(kind: str) -> str:
    """What an act of ``kind`` is called, in the language in use; one that is not known, as it is written."""
    return _(ACTS[kind].word) if kind in ACTS else _(_OTHER_WORDS.get(kind, kind))


def status_word(status: str) -> str:
    """What ``status`` is called, in the language in use."""
    return _(STATUS_WORDS[status])
