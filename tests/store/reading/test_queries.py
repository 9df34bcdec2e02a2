import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutytrack.domain.query.fields import FIELDS
from dutytrack.domain.query.parsing import QueryError
from dutytrack.domain.words.roles import WORDS

SCIENCE, FINANCE, SCHOOLS = "市科技局", "市财政局", "市教育局"


@pytest.fixture
def filled(office):
    """Four tasks of two plans and an instruction."""
    plan = office.plan("BH25", title="滨海市科技创新工作方案")
    other = office.plan("CZ25", title="创建文明城市")
    office.unit(SCIENCE, names=("知识产权局",), initials="skjj")
    office.unit(FINANCE, initials="sczj")
    office.unit(SCHOOLS, initials="sjyj")
    first = {"section": ["二、重点任务", "(一)科技创新"], "ref": "二.(一).1", "leader": "张三、李四"}
    office.task(plan, lead=(SCIENCE, FINANCE), due=("2025-03-31",), title="推进成果转化", text="引进人才", **first)
    office.task(
        plan, lead=(FINANCE,), participating=(SCIENCE,), due=("2025-06-30",), title="设立基金", ref="二.(一).10"
    )
    closed = office.task(other, responsible=(SCHOOLS,), title="Smart Campus 建设")
    office.act(closed, "closed", "2025-05-01")
    own = office.task(start="2025-01-01", title="整改", number=1)
    office.insert(
        "indicator", task_id=own, position=0, name="整改率", op=">=", value=100, unit="%", text="整改率达到100%"
    )
    return office


@pytest.mark.parametrize("row", [row for row in WORDS if "query" in row.places], ids=lambda row: row.word)
def test_a_role_is_found_by_each_of_its_words(filled, row):
    unit = {"lead": "科技局", "responsible": "教育局", "participating": "科技局"}[row.role]
    found = {"lead": ["BH25-1"], "responsible": ["CZ25-1"], "participating": ["BH25-2"]}[row.role]
    assert [task.key for task in filled.rows(f"unit:{unit} role:{row.word}")] == found
    if row.role == "lead":
        assert [task.key for task in filled.rows(f"{row.word}单位:{unit}")] == found


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", "BH25-1 BH25-2 CZ25-1 T-1"),
        ("plan:BH25", "BH25-1 BH25-2"),
        ("plan:bh25,cz25", "BH25-1 BH25-2 CZ25-1"),
        ("plan:文明", "CZ25-1"),
        ("plan:none", "T-1"),
        ("-plan:BH25", "CZ25-1 T-1"),
        ("no:2", "BH25-2"),
        ("no<2 plan:BH25", "BH25-1"),
        ("no:1..9 plan:BH25", "BH25-1 BH25-2"),
        ("no>1", "BH25-2"),
        ("ref:二.(一).1", "BH25-1"),
        ("ref:二", "BH25-1 BH25-2"),
        ("ref:none", "CZ25-1 T-1"),
        ("lead:科技局", "BH25-1"),
        ("lead:知识产权局", "BH25-1"),
        ("lead:kjj", "BH25-1"),
        ("lead:财政局", "BH25-1 BH25-2"),
        ("first:财政局", "BH25-2"),
        ("first:教育局", "CZ25-1"),
        ("lead:none", "CZ25-1 T-1"),
        ("first:none", "T-1"),
        ("unit:科技局", "BH25-1 BH25-2"),
        ("unit:科技局 role:participating", "BH25-2"),
        ("unit:none", "T-1"),
        ("lead:科技局,教育局", "BH25-1"),
        ("role:lead,responsible", "BH25-1 BH25-2 CZ25-1"),
        ("leader:张三", "BH25-1"),
        ("leader:none", "BH25-2 CZ25-1 T-1"),
        ("status:closed", "CZ25-1"),
        ("is:open", "BH25-1 BH25-2 T-1"),
        ("-is:open", "CZ25-1"),
        ("lamp:red", "BH25-1"),
        ("lamp:红,结", "BH25-1 CZ25-1"),
        ("-lamp:red", "BH25-2 CZ25-1 T-1"),
        ("due:2025-01..2025-06", "BH25-1 BH25-2"),
        ("due<2025-06", "BH25-1"),
        ("due<=2025-06", "BH25-1 BH25-2"),
        ("due:none", "T-1"),
        ("due<today", "BH25-1"),
        ("due:today..+30d", "BH25-2"),
        ("-due:2025-06", "BH25-1 CZ25-1 T-1"),
        ("start:2025", "BH25-1 BH25-2 CZ25-1 T-1"),
        ("section:科技创新", "BH25-1"),
        ("section:none", "BH25-2 CZ25-1 T-1"),
        ("indicator:整改率", "T-1"),
        ("indicator:none", "BH25-1 BH25-2 CZ25-1"),
        ("flag:overdue", "BH25-1"),
        ("flag:joint", "BH25-1"),
        ("flag:unowned", "CZ25-1 T-1"),
        ("-flag:overdue", "BH25-2 CZ25-1 T-1"),
        ("人才", "BH25-1"),
        ('"成果转化" -is:closed', "BH25-1"),
        ("转化成", ""),
        ("smart", "CZ25-1"),
        ("camp", "CZ25-1"),
        ("人才,基金", "BH25-1 BH25-2"),
        ("-人才", "BH25-2 CZ25-1 T-1"),
        ("bh25-2", "BH25-2"),
        ("BH25-20", ""),
        ("牵头：财政局　亮灯：红", "BH25-1"),
        ("behind>30", ""),
        ("behind:none progress:none silent:none", "BH25-1 BH25-2 T-1"),
        ("-behind>30", "BH25-1 BH25-2 CZ25-1 T-1"),
        ("flag:silent,unanswered", ""),
    ],
)
def test_a_query_finds(filled, query, keys):
    assert filled.keys(query, sort="key") == keys.split()


@pytest.mark.parametrize(
    ("query", "says"),
    [("lead:科挤局", "市科技局"), ("plan:BH26", "BH25"), ("unit:zzz", "unit has no value zzz")],
)
def test_a_unit_or_plan_that_is_not_there_is_named_with_the_nearest(filled, query, says):
    with pytest.raises(QueryError, match=says):
        filled.keys(query)


def test_an_exact_name_is_not_widened_to_names_it_is_part_of(office):
    office.task(office.plan(), lead=("教育局",))
    office.task(1, lead=("市教育局",))
    assert office.keys("lead:教育局") == ["BH25-1"]
    assert office.keys("lead:教育") == ["BH25-1", "BH25-2"]


def test_an_own_full_width_bracket_finds_the_collective(office):
    office.task(office.plan(), participating=("各县(市、区)政府",))
    assert office.keys("unit:各县（市、区）政府") == ["BH25-1"]


def test_values_are_never_spliced_into_the_query(filled):
    attack = "') OR 1=1 --"
    assert filled.keys(f'leader:"{attack}"') == []
    assert filled.keys(f'"{attack}"') == []
    with pytest.raises(QueryError):
        filled.keys(f'lead:"{attack}"')


FIELD_TEXT = st.sampled_from([*FIELDS, "牵头"])
VALUE_TEXT = st.sampled_from(
    ["科技局", "BH25", "none", "2025", "2025-01..2025-06", "1", "red", "closed", "lead", "overdue"]
)
TERMS = st.builds(
    "{}{}{}{}".format, st.sampled_from(["", "-"]), FIELD_TEXT, st.sampled_from([":", "<", ">="]), VALUE_TEXT
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(term=TERMS)
def test_a_term_and_its_complement_part_the_ledger(filled, term):
    everything = filled.keys()
    try:
        found, others = filled.keys(term), filled.keys(f"-{term}".replace("--", "", 1))
    except QueryError:
        found, others = everything, []
    assert sorted(found + others) == sorted(everything)


def test_as_of_moves_today(filled):
    assert filled.keys("due<today", "2025-07-01", sort="key") == ["BH25-1", "BH25-2"]
    assert filled.rows("BH25-2", "2025-07-01")[0].days_late == 1
    assert filled.rows("BH25-2", "2025-06-30")[0].lamp == "yellow"
    assert dt.date(2025, 6, 30) == filled.rows("BH25-2")[0].due
