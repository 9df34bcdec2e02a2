"""What a recurring duty wants: that its unit reports, or that it does something. A report is no deed."""

from __future__ import annotations

import re
import unicodedata

_REPORTED = re.compile(
    r"报送|上报|呈报|汇报|反馈|报(?:进展|进度|情况)|报告(?:工作|进展|进度|情况|落实|一次)|(?:向|书面)[^,。;]{0,12}报告|报[市省县区委]"
)
_SENTENCE_END = re.compile(r"[。;!\n]")
_REACH = 28
"""How many characters behind a duty's time say what has to be done then."""
_CLAUSE_END = re.compile(r"[，,。；;！!：:\n]")
_BRACKETED = re.compile(r"（[^（）\n]*）|\([^()\n]*\)")
_CLAUSES_BETWEEN = re.compile("[，,]")
_CLAUSE = 24
"""How many of them tell it from the others of its task."""


_COUNT = re.compile(r"(?:不少于|至少)?[一二两三四五六七八九十\d]+[届次期场轮遍批](?:以上)?")
_VERB = re.compile("(?:组织)?(?:开展|举办|举行|召开|进行|实施|更新|调度|通报|发布|公布|评估|检查|评价|考核)?")
_OF_EVENTS = re.compile("会|节|赛|论坛|展|周")
"""What names of that which is held in sessions (``届``) have in them."""


def words_of(printed: str, text: str) -> str:
    """The duty ``printed`` in a task's ``text`` with what has to be done then: ``每年举办专题培训`` of ``每年``.

    Where that names no object, as ``每两年举办一届``, with the clause before it that does.
    """
    start = text.find(printed) if printed else -1
    if start < 0:
        return printed
    behind = text[start + len(printed) :]
    end = _CLAUSE_END.search(_BRACKETED.sub(lambda found: "·" * len(found[0]), behind))
    clause = behind[: end.start()] if end else behind
    told = printed + (clause if len(clause) <= _CLAUSE else clause[:_CLAUSE] + "…")
    return told if not _VERB.fullmatch(_COUNT.sub("", clause)) else _object_of(clause, text[:start]) + told


def _object_of(clause: str, before: str) -> str:
    """What stands before a duty in its sentence and says of what its ``clause`` is said."""
    *clauses, own = _CLAUSES_BETWEEN.split(_SENTENCE_END.split(before)[-1])
    if own or not clauses:
        return own[-_CLAUSE:]
    events = [one for one in clauses if _OF_EVENTS.search(one)] if "届" in clause else []
    return f"{(events or clauses)[-1][-_CLAUSE:]}，"


def asks_for_report(printed: str, text: str) -> bool:
    """Whether the duty ``printed`` in a task's ``text`` (``每季度`` in ``每季度报送进展``) is one to report."""
    wanted, words = (unicodedata.normalize("NFKC", "".join(one.split())) for one in (printed, text))
    if _REPORTED.search(wanted):
        return True
    start = words.find(wanted) if wanted else -1
    while start >= 0:
        behind = words[start + len(wanted) : start + len(wanted) + _REACH]
        if _REPORTED.search(_SENTENCE_END.split(behind, maxsplit=1)[0]):
            return True
        start = words.find(wanted, start + 1)
    return False
