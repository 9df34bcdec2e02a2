"""``or``, ``not`` and brackets against a plain evaluation of the same tree; what is asked and written, folded alike."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutytrack.domain.query.parsing import MOST_BRACKETS, MOST_VALUES
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look

TASKS = {
    "BH25-1": {"lead": ("市科技局",), "due": ("2025-03-31",), "title": "推进成果转化", "leader": "张三"},
    "BH25-2": {"lead": ("市财政局",), "participating": ("市科技局",), "due": ("2025-06-30",), "title": "设立基金"},
    "BH25-3": {"responsible": ("市教育局",), "title": "建设成果库", "leader": "李四"},
    "BH25-4": {"due": ("2026-01-31",), "title": "整改"},
}
LEAVES: dict[str, Callable[[str], bool]] = {
    "成果": lambda key: "成果" in TASKS[key]["title"],
    "基金,整改": lambda key: TASKS[key]["title"] in {"设立基金", "整改"},
    "lead:科技局": lambda key: "市科技局" in TASKS[key].get("lead", ()),
    "lead:none": lambda key: "lead" not in TASKS[key],
    "shared:科技局,教育局": lambda key: key in {"BH25-2", "BH25-3"},
    "责任单位：教育局": lambda key: key == "BH25-3",
    "responsible:none": lambda key: key != "BH25-3",
    "due<2025-06": lambda key: TASKS[key].get("due", ("9",))[0] < "2025-06",
    "due:none": lambda key: "due" not in TASKS[key],
    "no:2..3": lambda key: key in {"BH25-2", "BH25-3"},
    "leader:张三": lambda key: TASKS[key].get("leader") == "张三",
    "编号:BH25-4": lambda key: key == "BH25-4",
    "逾期天数>10": lambda key: key == "BH25-1",
    "late:none": lambda key: key != "BH25-1",
    "任务:成果": lambda key: "成果" in TASKS[key]["title"],
    "flag:overdue": lambda key: key == "BH25-1",
    "behind>30": lambda _key: False,
}
Tree = tuple[str, list[Any]]


def drawn(tree: Tree) -> str:
    """``tree`` as a query."""
    kind, parts = tree
    if kind == "leaf":
        return str(parts[0])
    inner = [f"({drawn(part)})" for part in parts]
    return {"and": " ".join, "or": " OR ".join, "not": lambda one: f"not {one[0]}", "minus": lambda one: f"-{one[0]}"}[
        kind
    ](inner)


def holds(tree: Tree, key: str) -> bool:
    """Whether ``tree`` holds for a task, told without SQL."""
    kind, parts = tree
    if kind == "leaf":
        return LEAVES[parts[0]](key)
    told = [holds(part, key) for part in parts]
    return {"and": all, "or": any, "not": lambda one: not one[0], "minus": lambda one: not one[0]}[kind](told)


TREES = st.recursive(
    st.sampled_from(list(LEAVES)).map(lambda leaf: ("leaf", [leaf])),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.sampled_from(["not", "minus"]), st.lists(inner, min_size=1, max_size=1)),
    ),
    max_leaves=8,
).filter(lambda tree: depth(tree) <= MOST_BRACKETS)


def depth(tree: Tree) -> int:
    return 0 if tree[0] == "leaf" else 1 + max(map(depth, tree[1]))


@pytest.fixture
def filled(office):
    plan = office.plan(end=None)
    for known in TASKS.values():
        office.task(plan, **known)
    return office


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_a_query_finds_what_its_tree_holds_for(filled, tree):
    assert filled.keys(drawn(tree), sort="key") == [key for key in TASKS if holds(tree, key)]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("成果 or 整改", "134"),
        ("lead:科技局 or lead:财政局 基金", "12"),
        ("(lead:科技局 or lead:财政局) 基金", "2"),
        ("not 成果 or leader:李四", "234"),
        ("not (成果 or 整改)", "2"),
        ("-（成果　or　整改）", "2"),
        ("role:participating (unit:科技局 or unit:教育局)", "2"),
        ("(role:participating unit:科技局) or 整改", "24"),
        ("unit:科技局 (role:lead or role:responsible)", "12"),
        ("编号：bh25-1,BH25-4", "14"),
        ("key:BH25", "1234"),
        ("key:BH2", ""),
        ("配合单位:科技局", "2"),
        ("sharing:none", "14"),
        ("序时<-500", ""),
        ("逾期天数:70..80", "1"),
    ],
)
def test_a_tree_finds(filled, query, keys):
    assert [key[-1] for key in filled.keys(query, sort="key")] == list(keys)


def nested(deep: int, inner: str, *, joined: str) -> str:
    return f" {joined} (due:none ".join([inner] * (deep + 1)) + ")" * deep


@pytest.mark.parametrize("joined", ["or", "not", "or not", "lamp:red or flag:unanswered or"])
def test_brackets_as_deep_as_they_may_stand_are_answered(filled, joined):
    assert filled.keys(nested(MOST_BRACKETS, "lamp:red or -成果", joined=joined)) is not None


def test_as_many_values_as_may_be_are_answered_in_brackets_too(filled):
    assert filled.keys(" or ".join(["(成果 -lamp:red)"] * (MOST_VALUES // 2))) == ["BH25-3"]


@pytest.mark.parametrize(
    ("field", "stored", "asked"),
    [
        ("ref", "（十九）", '"（十九）"'),
        ("ref", "（十九）", "(十九)"),
        ("ref", "(十九).2", "（十九）"),
        ("ref", "⼆", "二"),
        ("ref", "１２", "12"),
        ("title", "〔2024〕３号文", "[２０２４］3"),
        ("title", "Smart Campus", "ＳＭＡＲＴ"),
        ("leader", "Ａ（代）", "a(代)"),
    ],
)
def test_what_is_asked_and_what_is_written_are_folded_alike(office, field, stored, asked):
    plan = office.plan()
    office.task(plan, **{"title": "一", field: stored})
    office.task(plan, title="二")

    assert office.keys(f"{field}:{asked}") == ["BH25-1"]


def test_names_of_units_sections_and_indicators_are_folded_too(office):
    task = office.task(
        office.plan(title="（三）专项"), lead=("各县（市、区）政府",), section=["（一）科技"], title="建设", text="⼆期"
    )
    office.insert("indicator", task_id=task, position=0, name="ＧＤＰ", op=">=", value=1, unit="", text="")

    for query in ("lead:各县(市、区)政府", "lead:县(市", "section:(一)", "indicator:gdp", "plan:(三)", "二期"):
        assert office.keys(query) == ["BH25-1"], query


def test_a_folded_field_is_asked_while_rows_are_still_being_read(filled, rules):
    from datetime import date

    from dutytrack.store.reading.tasks import find_tasks

    with closing(open_reader(filled.path)) as reader:
        for _round in range(2):
            rows = reader.execute("SELECT folded(key) FROM task") if _round else reader.execute("SELECT key FROM task")
            rows.fetchone()
            found = find_tasks(Look(reader, date(2025, 6, 15), rules), "任务:成果")
            assert [row.key for row in found] == ["BH25-1", "BH25-3"]


@pytest.mark.parametrize(
    ("sort", "last"),
    [("时限", "BH25-3"), ("-时限", "BH25-3"), ("牵头单位", "BH25-4"), ("责任单位", "BH25-4"), ("days late", "BH25-4")],
)
def test_a_list_is_sorted_by_the_heading_of_a_column(filled, sort, last):
    assert filled.keys(sort=sort)[-1] == last


def test_days_late_are_sorted_as_they_read(office):
    plan = office.plan(end=None)
    for due in ("2025-03-31", None, "2025-01-31", "2025-05-31"):
        office.task(plan, due=(due,) if due else ())

    assert office.keys(sort="逾期天数") == ["BH25-4", "BH25-1", "BH25-3", "BH25-2"]
    assert office.keys(sort="－逾期天数") == office.keys(sort="-late") == ["BH25-3", "BH25-1", "BH25-4", "BH25-2"]


def test_tasks_are_sorted_by_how_many_flags_they_have(filled):
    counts = [len(row.flags) for row in filled.rows(sort="标记") if row.flags]

    assert counts == sorted(counts)
    assert len(counts) > 1


def test_deep_brackets_look_at_an_earlier_day_too(filled):
    first = filled.connection.execute("SELECT id FROM task ORDER BY id").fetchone()[0]
    filled.act(first, "closed", "2025-12-01")
    deep = "(无此 or " * MOST_BRACKETS + "成果 is:open" + ")" * MOST_BRACKETS

    assert filled.keys(deep, "2025-06-15", sort="key") == ["BH25-1", "BH25-3"]
    assert filled.keys(deep, "2025-12-02", sort="key") == ["BH25-3"]
