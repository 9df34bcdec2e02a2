"""The words for what orders, extensions and evidence can be: stable values on the left, people's words on the right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from dutytrack.i18n import N_, _, clauses, listed

RESULT_WORDS: Mapping[str, str] = {"accepted": N_("accepted"), "returned": N_("returned")}
"""What a check may come to."""
WAY_WORDS: Mapping[str, str] = {"documents": N_("by documents"), "phone": N_("by telephone"), "site": N_("on site")}
"""How a check may be made (资料, 电话, 现场)."""
SIDE_WORDS: Mapping[str, str] = {"lead": N_("lead unit"), "office": N_("office")}
"""Who says how sure it is of a task."""
DECISION_WORDS: Mapping[str, str] = {
    "asked": N_("not decided"), "granted": N_("granted"), "refused": N_("refused"),
}  # fmt: skip
REPLY_WORDS: Mapping[str, str] = {
    "waiting": N_("waiting for a reply"), "unanswered": N_("unanswered"), "answered": N_("answered"),
    "answered-late": N_("answered late"), "revoked": N_("revoked"),
}  # fmt: skip
RUNG_WORDS: Mapping[str, str] = {
    "blue": N_("blue"), "yellow": N_("yellow"), "orange": N_("orange"), "red": N_("red"),
}  # fmt: skip
"""The rungs of the ladders that come with the program; others are shown by their own name."""
URGENCY_WORDS: Mapping[str, str] = {
    "urgent": N_("urgent"), "pressing": N_("pressing"), "ordinary": N_("ordinary"),
}  # fmt: skip
"""The classes of a leader's instruction (特急, 急件, 平件)."""
INSTRUCTION_WORDS: Mapping[str, str] = {
    "waiting": N_("to be answered"), "overdue": N_("answer overdue"), "answered": N_("answered, before the leader"),
    "closed": N_("read and settled"), "withdrawn": N_("withdrawn"),
}  # fmt: skip
"""How a leader's instruction stands on a day."""


def instruction_told(said: Mapping[str, Any], as_of: date) -> str:
    """How an unsettled instruction stands: by when it is to be answered, or that its leader has to read it."""
    left = (said["due"] - as_of).days
    template = _("{leader}, {mark} ({word}): to be answered by {due}, {days} days left")
    if said["state"] == "answered":
        template = _("{leader}, {mark}: answered on {answered_on}, to be read by the leader")
    elif left == 0:
        template = _("{leader}, {mark} ({word}): to be answered today")
    elif left < 0:
        template = _("{leader}, {mark} ({word}): was to be answered by {due}, {days} days ago")
    word = _(URGENCY_WORDS.get(said["urgency"], said["urgency"]))
    return template.format(word=word, days=abs(left), **said)


def calendar_told(uncovered: Collection[int]) -> Iterator[str]:
    """That plain weeks were counted in the years ``uncovered``, whose holidays are not known, as a line of its own."""
    if uncovered:
        years = listed(map(str, uncovered))
        yield "  " + _("the holidays of {years} are not known yet: plain weeks count there").format(years=years)


RETURNED_TO = "returned:"
"""Before the names of members of a collective: what was sent back is theirs, and not the whole."""
ORDER_WORDS: Mapping[str, str] = {
    "blue": N_("blue order"), "yellow": N_("yellow order"), "orange": N_("orange order"), "red": N_("red order"),
}  # fmt: skip
"""What an order of such a rung is called behind its number."""
NOT_SIGNED = N_("handed out {days} days ago, not signed for yet")
NOT_SIGNED_BY = N_("handed out {days} days ago, not signed for yet by {units}")
MEAN_OF_MEMBERS = N_("{said}/{members} members reported, on average {progress}")
TIME_ASKED = N_("more time asked for on {extension_asked}, until {extension_wished}: not decided")
REPLY_TO_CHECK = N_("{mark} answered on {date}, to be looked at")
"""What is said of a task wherever it stands: nobody signed for it, its share is that of some members, more time or
a reply waits for the office."""
PERSON_WORDS: Mapping[str, str] = {"responsible": N_("answers for it"), "in-charge": N_("in charge")}
"""What somebody of a unit is beside a contact (责任人, 分管领导)."""
REST_WORDS: Mapping[str, str] = {
    "submitted": N_("while with the office"), "closed": N_("while closed"), "suspended": N_("while suspended"),
    "dropped": N_("while dropped"), "omitted": N_("while not in its plan's text"),
    "concluded": N_("while its plan was concluded"),
}  # fmt: skip
"""Why nobody had to work on a task for some days, by the act that laid it down."""


def told_besides(what: str = "", *also: str) -> str:
    """What matters most with what else there is."""
    return _("{what}; besides: {also}").format(what=what, also=clauses(also)) if also else what


def rest_told(kinds: str) -> str:
    """Why nobody had to work on a task for some days, by the ``kinds`` of acts, commas between them."""
    return _(" or ").join(_(word) for kind, word in REST_WORDS.items() if kind in kinds.split(","))


def rested_told(days: int, own: int, kinds: str) -> str:
    """On how many ``days`` after a date nobody had to work on a task, and why, and on how many it was at work."""
    return _("{days} of them {rested_as}, {own} at work").format(days=days, rested_as=rest_told(kinds), own=own)


def contradiction_told(handed_in_on: object, on: object, progress: object) -> str:
    """What is told where a report that came after a handing in says that not all is done."""
    template = _(
        "handed in on {handed_in_on}, but {progress}% reported on {on}: to be cleared up before it is verified"
    )
    share = f"{progress:g}" if isinstance(progress, float) else progress
    return template.format(handed_in_on=handed_in_on, on=on, progress=share)


FACT_WORDS: Mapping[str, str] = {
    "early": N_("done early"), "on-time": N_("done in time"), "late": N_("done late"),
    "overdue": N_("overdue and unmet"), "left-open": N_("left open at the conclusion"),
    "duty-missed": N_("duty not done in time"), "figure-missed": N_("figure missed"),
    "report-missed": N_("report missed"),
    "returned": N_("returned"), "order": N_("ordered"), "unanswered": N_("unanswered"), "extension": N_("extended"),
    "extension-late": N_("extension asked late"), "empty-feedback": N_("empty feedback"),
}  # fmt: skip
"""What an appraisal counts (see ``appraisal.FACT_KINDS``)."""
LEVEL_WORDS: Mapping[str, str] = {
    "plan": N_("plan"), "instruction": N_("instruction"), "meeting": N_("meeting"), "other": N_("other"),
}  # fmt: skip
"""The kinds of task that an appraisal weighs (see ``appraisal.LEVELS``)."""
PROVES_WORDS: Mapping[str, str] = {
    "report": N_("a report"), "verification": N_("a check"), "reply": N_("a reply to an order"),
    "task": N_("the task"),
}  # fmt: skip
"""What a file of evidence belongs to."""
FAULT_WORDS: Mapping[str, str] = {
    "missing": N_("not there"), "altered": N_("other content than was handed in"), "unreadable": N_("can't be read"),
}  # fmt: skip
"""What can be wrong with a file of evidence."""
HINT_WORDS: Mapping[str, str] = {
    "blank": N_("no text"), "repeated": N_("the same text as last time"), "stock": N_("stock phrases"),
    "bare-figure": N_("a percentage or number of nothing that is named"),
    "nothing-to-check": N_("no figure, date or evidence"),
}  # fmt: skip
"""The signs of empty feedback (see ``domain.progress.emptiness``)."""
