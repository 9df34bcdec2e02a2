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
_CLAUSE = 24
"""How many of them tell it from the others of its task."""


def words_of(printed: str, text: str) -> str:
    """The duty ``printed`` in a task's ``text`` with what has to be done then: ``每年举办专题培训`` of ``每年``."""
    start = text.find(printed) if printed else -1
    if start < 0:
        return printed
    behind = text[start + len(printed) :]
    end = _CLAUSE_END.search(_BRACKETED.sub(lambda found: "·" * len(found[0]), behind))
    clause = behind[: end.start()] if end else behind
    return printed + (clause if len(clause) <= _CLAUSE else clause[:_CLAUSE] + "…")


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
