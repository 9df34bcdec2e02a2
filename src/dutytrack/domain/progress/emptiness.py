"""Empty feedback (空洞反馈): a report that says nothing new, told by its text alone. A hint, never a block.

The signs are those that supervision offices name: the words of last time again, stock phrases in place of work done,
nothing that could be checked (no figure, no date, no evidence).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, NamedTuple

from dutytrack.i18n import N_, _

Sign = Literal["blank", "repeated", "stock", "bare-figure", "nothing-to-check"]
SIGN_WORDS: Mapping[str, str] = {
    "blank": N_("no text"),
    "repeated": N_("the same text as last time"),
    "stock": N_("stock phrases: {phrases}"),
    "bare-figure": N_("a percentage or number of nothing that is named"),
    "nothing-to-check": N_("no figure, date or evidence"),
}
STOCK_PHRASES = (
    "正在推进", "有序推进", "稳步推进", "扎实推进", "积极推进", "持续推进", "加快推进",
    "全力推进", "按计划推进", "按计划进行", "有序开展", "稳步开展", "扎实开展", "正常开展",
    "正常推进", "顺利推进", "进展顺利", "进展正常", "正在办理", "正在落实", "正在开展",
    "正在进行中", "高度重视", "积极落实", "抓好落实", "认真落实", "持续跟进", "积极对接",
    "密切配合", "统筹推进",
)  # fmt: skip
"""Phrases that could stand in any report about any task."""

_COUNTED = "家个项次场份人名户处座台套条件亩万亿"
_FIGURE = re.compile(rf"\d|[%‰]|[一二三四五六七八九十百千万亿两]+(?:[{_COUNTED}]|公里)")
_DATE = re.compile(r"[一二三四五六七八九十]+[年月日]|[上中下]旬|月底|年底|季度末")
_BARE = re.compile(r"\d+(?:\.\d+)?\s*(?:%|个?百分点)|百分之[一二三四五六七八九十百零点\d]+|\d+(?:\.\d+)?(?![\w.])")
"""A percentage, or a number that counts nothing."""
_OF_ALL = re.compile(
    "截至|截止|目前|当前|现在|总体|整体|全部|本项|各项|工作|任务|项目|事项|总量|工程量|形象|进度|进展|推进|完成|达到|"
    "实现|约为|左右|以上|比例|占比|[已约为的至达率计总共近超了到]"
)
"""The words in which a share of the task as a whole is told: they name nothing that was done."""
_WORD = re.compile(r"\w+")
_SHARE_OF_STOCK = 0.5
"""Share of the text's characters beyond which phrases are all it says."""
_NAMES_NOTHING = 2
"""How many characters may be left beside a bare figure for nothing to be named that it is of."""
_ONLY_FILLER = 4
"""How many characters may be left beside stock phrases for the text to hold nothing else."""


class Emptiness(NamedTuple):
    """The signs that a report is empty; none at all where it says something."""

    signs: tuple[Sign, ...] = ()
    phrases: tuple[str, ...] = ()
    """The stock phrases met, in their order."""

    def __bool__(self) -> bool:
        return bool(self.signs)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The signs as words in the language in use."""
        listed = "、".join(self.phrases)
        return tuple(_(SIGN_WORDS[sign]).format(phrases=listed) for sign in self.signs)


def emptiness(text: str, *, previous: str | None = None, evidence: bool = False, figures: bool = False) -> Emptiness:
    """The signs that a report of ``text`` is empty.

    ``previous`` is the unit's report on the same task before it; ``evidence`` and ``figures`` say whether files or
    measured values came with it. Repeating oneself is a sign by itself; stock phrases are one where they make up most
    of the text or nothing in it can be checked; a text that can't be checked is one where it is short of facts *and*
    worded in stock phrases, so that a plain honest sentence is left alone. A percentage of the task as a whole is no
    fact, however it is put; one of something named (普及率达到85%) is, and so is a number of things (建成12家).
    """
    folded = _folded(text)
    if not folded:
        return Emptiness(() if evidence or figures else ("blank",))
    found = {phrase: folded.find(phrase) for phrase in STOCK_PHRASES if phrase in folded}
    phrases = tuple(sorted(found, key=found.__getitem__))
    plain = unicodedata.normalize("NFKC", text)
    is_bare = _is_bare(plain, phrases)
    checkable = evidence or figures or (not is_bare and (_FIGURE.search(plain) or _DATE.search(plain)))
    signs: list[Sign] = []
    if previous is not None and folded == _folded(previous):
        signs.append("repeated")
    if phrases and (not checkable or _all_stock(folded, phrases)):
        signs.append("stock")
    if is_bare and not checkable:
        signs.append("bare-figure")
    elif not checkable and (phrases or len(folded) <= 2 * _ONLY_FILLER):
        signs.append("nothing-to-check")
    return Emptiness(tuple(signs), phrases)


def _is_bare(plain: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text holds a percentage or a number, and nothing that this is of."""
    rest, found = _BARE.subn("", plain)
    for phrase in phrases:
        rest = rest.replace(phrase, "")
    return bool(found) and len(_OF_ALL.sub("", _folded(rest))) <= _NAMES_NOTHING and not _DATE.search(rest)


def _folded(text: str) -> str:
    """The letters, digits and characters of ``text`` alone: another full stop is no other report."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text))).lower()


def _all_stock(folded: str, phrases: tuple[str, ...]) -> bool:
    """Whether little is left of the text beside the phrases."""
    rest = folded
    for phrase in phrases:
        rest = rest.replace(phrase, "")
    return len(rest) <= _ONLY_FILLER or len(rest) < (1 - _SHARE_OF_STOCK) * len(folded)
