"""Every word for a role in every place that its row claims, read as part of a plan."""
# ruff: noqa: E501 - a plan's line stands on a line

from __future__ import annotations

import subprocess
import sys

import pytest

from dutytrack.domain.plan.model import ROLES, ParsedTask
from dutytrack.domain.words.roles import WORDS, Place, RoleWord, words
from dutytrack.plantext.plan.reader import read_plans

PLAN = "云江市行动方案\n一、主要任务\n1.做好工作。提升服务水平。{clause}\n2.另一工作。加强管理。(责任单位:市统计局)\n"
TABLE = "云江市任务分解表\n序号\t任务\t{header}\t完成时限\n1\t建学校\t{cell}\t2025年\n2\t建医院\t{cell}\t2026年\n"

KEPT: dict[Place, str] = {
    "label": """总牵头 牵头 牵总 主办 领办 主责 主管 主抓 第一责任 主要责任 首要责任 主体责任 责任 承办 落实 实施 执行 完成 承担
        负责 建设 参与 参加 参建 配合 协办 协助 协同 协作 协调 支持 会办 协管 共建""",
    "alone": "牵头 牵总 领办 主办 责任 配合 协办 参与 承办 落实 协助 主责",
    "clause": """总牵头 牵头 牵总 领办 统筹 主办 主责 总负责 负责 承办 落实 实施 执行 配合 参与 参加 协办 协助 协同 支持""",
    "parting": "总牵头 牵头 牵总 领办 主办 主责 配合 参与 协办 协助 负责 落实",
    "note": "牵头 牵总 领办 主办 主责 总牵头 配合 协办 参与 协助 责任",
    "person": """责任 分管 牵头 包保 包抓 挂钩 联系 挂包 挂帅 挂点 主管 领衔 督办 包联 负责 协管 督导 主抓 承办 配合 联络
        经办 领办""",
    "query": "牵头 牵总 领办 主责 主办 主管 责任 承办 配合 参与 协办 协助 协管",
}
"""Words that were once read in a place; a row may claim more, none may be lost."""


def first_task(text: str) -> ParsedTask:
    return read_plans(text, "plan.txt")[0].tasks[0]


def units(text: str) -> dict[str, list[str]]:
    """The units of a plan's first task by role, roles without any left out."""
    task = first_task(text)
    return {role: names for role in ROLES if (names := [unit.name for unit in task.units(role)])}


def clause(text: str) -> dict[str, list[str]]:
    return units(PLAN.format(clause=text))


def claiming(place: Place) -> pytest.MarkDecorator:
    rows = [row for row in WORDS if place in row.places]
    return pytest.mark.parametrize("row", rows, ids=[row.word for row in rows])


@pytest.mark.parametrize("place", KEPT)
def test_no_word_is_lost(place: Place) -> None:
    assert set(KEPT[place].split()) <= set(words(place).split())


def test_a_word_has_one_row() -> None:
    assert len({row.word for row in WORDS}) == len(WORDS)


@claiming("label")
@pytest.mark.parametrize(
    "form",
    ["({}单位:市科技局)", "({}部门：市科技局)", "\n{}单位\u3000市科技局", "({}单位市科技局)", "({}单位为市科技局)"],
)
def test_label(row: RoleWord, form: str) -> None:
    assert clause(form.format(row.word)) == {row.role: ["市科技局"]}


@claiming("label")
@pytest.mark.parametrize("form", ["{}单位", "{}部门"])
def test_header_of_a_column(row: RoleWord, form: str) -> None:
    assert units(TABLE.format(header=form.format(row.word), cell="市科技局")) == {row.role: ["市科技局"]}


@claiming("label")
@pytest.mark.parametrize("form", ["(市科技局为{}单位)", "此项工作由市科技局作为{}部门。"])
def test_noun_behind_names(row: RoleWord, form: str) -> None:
    assert clause(form.format(row.word)) == {row.role: ["市科技局"]}


@claiming("label")
def test_noun_is_no_name_that_takes_a_level(row: RoleWord) -> None:
    task = first_task(PLAN.format(clause=f"(责任单位:市科技局、财政局、{row.word}单位)"))
    assert [unit.name for unit in task.responsible] == ["市科技局", "市财政局", f"{row.word}单位"]


@claiming("alone")
def test_label_without_a_noun(row: RoleWord) -> None:
    assert clause(f"({row.word}:市科技局)") == {row.role: ["市科技局"]}
    assert clause(f"\n{row.word}:市科技局;落实单位:各区政府")[row.role or ""][0] == "市科技局"
    assert units(TABLE.format(header=row.word, cell="市科技局")) == {row.role: ["市科技局"]}


@claiming("alone")
def test_label_without_a_noun_before_a_sentence_is_none(row: RoleWord) -> None:
    text = PLAN.format(clause=f"\n{row.word}:各部门要抓好工作落实,形成合力。(责任单位:市科技局)")
    assert units(text) == {"responsible": ["市科技局"]}
    assert f"{row.word}:各部门要抓好工作落实,形成合力。" in first_task(text).text


@claiming("clause")
def test_verb_behind_names(row: RoleWord) -> None:
    own, other = {row.role: ["市科技局"]}, {"lead": ["市财政局"]}
    if row.role == "lead":
        assert clause(f"由市科技局{row.word},市财政局配合。") == own | {"participating": ["市财政局"]}
        assert clause(f"此项工作由市科技局{row.word}。") == own
    else:
        assert clause(f"(市财政局牵头,市科技局{row.word})") == own | other
        assert clause(f"由市财政局牵头,市科技局{row.word}。") == own | other


@claiming("parting")
def test_verb_before_another(row: RoleWord) -> None:
    own = {row.role: ["市科技局"]}
    if row.role == "lead":
        assert clause(f"(市科技局{row.word}、市财政局配合)") == own | {"participating": ["市财政局"]}
    else:
        assert clause(f"(市科技局{row.word}、市财政局牵头)") == own | {"lead": ["市财政局"]}


@claiming("note")
@pytest.mark.parametrize("form", ["市科技局({})", "市科技局（{}单位）"])
def test_note_behind_a_name(row: RoleWord, form: str) -> None:
    other = "lead" if row.role == "responsible" else "responsible"
    label = {"lead": "牵头", "responsible": "责任"}[other]
    printed = form.format(row.word)
    assert clause(f"\n{label}单位:市财政局、{printed}") == {other: ["市财政局"], row.role: ["市科技局"]}


@claiming("person")
def test_person(row: RoleWord) -> None:
    task = first_task(PLAN.format(clause=f"({row.word}领导:王明;责任单位:市科技局)"))
    assert (task.leader, [unit.name for unit in task.responsible]) == (("王明",), ["市科技局"])
    text = f"任务分解表\n序号\t任务\t{row.word}人\t责任单位\n1\t建学校\t王明\t市科技局\n2\t建医院\t李强\t市科技局\n"
    assert first_task(text).leader == ("王明",)


@pytest.mark.parametrize("word", ["领办单位", "主责单位", "牵总单位", "牵头组织实施单位", "第一牵头单位"])
def test_compound_that_leads(word: str) -> None:
    assert clause(f"({word}:市科技局;配合单位:市财政局)") == {"lead": ["市科技局"], "participating": ["市财政局"]}
    assert units(TABLE.format(header=word, cell="市科技局")) == {"lead": ["市科技局"]}


NEW_ROW = """
from dutytrack.domain.words import roles
roles.WORDS += (roles.RoleWord("总揽", "lead", roles.WORDS[0].places),)
from dutytrack.domain.query.parsing import parse
from dutytrack.plantext.plan.reader import read_plans
import datetime as dt, sys
for form in sys.argv[1:]:
    print([unit.name for unit in read_plans(form, "plan.txt")[0].tasks[0].lead])
print(parse("总揽单位:科技局 role:总揽", dt.date(2026, 7, 15)).terms[0].field)
"""


def test_one_row_is_all_that_a_new_word_needs() -> None:
    clauses = (
        "(总揽单位:市科技局)",
        "\n总揽:市科技局",
        "(市科技局总揽、市财政局配合)",
        "\n责任单位:市财政局、市科技局(总揽)",
    )
    forms = [*(PLAN.format(clause=text) for text in clauses), TABLE.format(header="总揽单位", cell="市科技局")]
    ran = subprocess.run([sys.executable, "-c", NEW_ROW, *forms], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == [*["['市科技局']"] * len(forms), "lead", ""]


def test_words_of_prose_part_no_clause() -> None:
    text = "推广“平台统筹、一梯一策”,简化审批手续。"
    assert clause(f"{text}\n责任单位:市住建局牵头,市财政局配合") == {
        "lead": ["市住建局"],
        "participating": ["市财政局"],
    }


def test_rule_that_the_first_leads_names_no_unit() -> None:
    assert clause("(责任单位:市科技局、市财政局,列第一位的为牵头单位)")["lead"] == ["市科技局"]
