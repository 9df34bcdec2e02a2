"""Each check: a sentence that sets it off, and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.lint.checks import CHECKS, Finding
from dutytrack.domain.lint.plans import MOST_FOR_PLAN, LintResult, lint, score
from dutytrack.domain.lint.subject import LintPlan, LintTask, plans_to_lint
from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanIndicator
from dutytrack.plantext.plan.reader import read_plans

HEAD = "滨海市科技创新行动计划(2025-2026年)\n\n一、重点任务\n"
DATED = "到2026年6月底,新建实验室3家。"
LED = "牵头单位:市科技局"


def checked(*lines: str) -> LintResult:
    [result] = lint(plans_to_lint(read_plans(HEAD + "\n".join(lines) + "\n", "plan.txt")))
    return result


def codes(result: LintResult) -> list[str]:
    return [finding.code for finding in result.findings]


SOUND = f"(一)建设实验室。{DATED}"

EACH_CHECK = [
    ("no-units", [SOUND, LED, "(二)编制清单。2026年3月底前,公布审批事项清单。"], [SOUND, LED]),
    ("no-lead", [SOUND, "责任单位:市财政局、市教育局", "(二)建设平台。" + DATED, LED], [SOUND, "责任单位:市财政局"]),
    ("joint-lead", [SOUND, "牵头单位:市科技局、市工信局"], [SOUND, "牵头单位:市科技局;责任单位:市工信局"]),
    ("lead-sharing", [SOUND, "牵头单位:市科技局;责任单位:市科技局、市财政局"], [SOUND, LED]),
    ("vague-unit", [SOUND, LED + ";配合单位:市直相关部门"], [SOUND, LED + ";配合单位:市财政局"]),
    ("collective", [SOUND, LED + ";责任单位:各县(市、区)政府"], [SOUND, LED + ";责任单位:青礁县政府"]),
    ("plan-end-only", ["(一)建设实验室。新建实验室3家。", LED], [SOUND, LED]),
    ("plan-end-only", ["(一)建设实验室。新建实验室3家。", LED], ["(一)开展督查。每季度开展一次督查。", LED]),
    ("open-ended", ["(一)建设实验室。新建实验室3家。", LED + ";完成时限:长期坚持"], [SOUND + "持续推进改革。", LED]),
    ("year-missing", ["(一)建设实验室。到201*年,新建实验室3家。", LED], [SOUND, LED]),
    ("no-indicator", ["(一)实验室工作。2026年6月底前取得成效。", LED], [SOUND, LED]),
    ("no-indicator", ["(一)实验室工作。2026年6月底前取得成效。", LED], ["(一)审批清单。2026年6月底前公布清单。", LED]),
    ("verb-only", ["(一)大力加强宣传。2026年6月底前见效。", LED], ["(一)加强宣传。2026年6月底前,办展3场。", LED]),
    ("verb-only", ["(一)推动改革。2026年6月底前见效。", LED], ["(一)推动改革。2026年6月底前,出台实施办法。", LED]),
    ("verb-only", ["(一)规范收费。2026年6月底前见效。", LED], ["(一)规范收费。2026年6月底前完成重点抽查。", LED]),
    ("verb-only", ["(一)规范检查。检查频次有所下降。", LED], ["(一)规范检查。检查频次较上年下降30%以上。", LED]),
    ("number-gap", [SOUND, LED, "(三)引进人才。2026年6月底前,引进人才30名。", LED], [SOUND, LED]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), EACH_CHECK)
def test_a_check_is_set_off_by_one_sentence_and_not_by_another(code, wrong, right):
    assert code in codes(checked(*wrong))
    assert code not in codes(checked(*right))


def test_a_sound_task_has_no_findings_and_full_points():
    result = checked(SOUND, LED)

    assert (result.findings, result.score) == ((), 100)


@pytest.mark.parametrize(("end", "found"), [(2026, []), (2027, ["year-missing"])])
def test_the_whole_year_is_a_date_in_a_plan_of_one_year(end, found):
    [plan] = plans_to_lint(read_plans(HEAD + "(一)法治体检。全年服务企业不少于2000家。\n" + LED, "plan.txt"))
    [result] = lint([replace(plan, start=date(2026, 1, 1), end=date(end, 12, 31))])

    assert codes(result) == found


def test_a_plan_without_an_end_lacks_dates_altogether():
    [plan] = plans_to_lint(read_plans(HEAD + "(一)建设实验室。新建实验室3家。\n" + LED, "plan.txt"))
    [result] = lint([replace(plan, start=None, end=None)])

    assert codes(result) == ["no-date"]


def test_a_finding_names_task_line_sentence_and_advice():
    result = checked(SOUND, "牵头单位:市科技局、市工信局")

    [finding] = result.findings
    assert (finding.key, finding.line, finding.points) == ("一.(一)", 4, 10)
    assert finding.message == "2 units lead together: 市科技局、市工信局"
    assert finding.advice == "say which of them answers for it"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            [SOUND, "牵头单位:市科技局、市工信局;责任单位:市工信局、市科技局"],
            "市科技局、市工信局 leads and shares",
        ),
        ([SOUND, LED + ";责任单位:相关部门、有关单位"], "相关部门、有关单位 does not say who"),
        (["(一)建设实验室。到201*年,新建实验室3家。", LED], "“到201*年” does not give the year"),
        (["(一)建设实验室。新建实验室3家。", LED + ";完成时限:长期坚持"], "“长期坚持” instead of a date"),
        (["(一)建设实验室。新建实验室3家。", LED], "no date of its own; the plan's end 2026-12-31 stands in"),
        (["(一)大力加强宣传。2026年6月底前见效。", LED], "“大力加强 …” without anything to measure"),
        (["(一)实验室工作。抓好实验室。", LED], "no figure to reach, no dated result"),
    ],
)
def test_a_finding_says_what_it_is_about(lines, sentence):
    assert sentence in [finding.message for finding in checked(*lines).findings]


@pytest.mark.parametrize(("goal", "measured"), [("重点企业", True), ("企业", False), ("高新技术企业", False)])
def test_a_task_is_measured_by_a_goal_of_the_plan_that_its_title_names(goal, measured):
    [plan] = plans_to_lint(read_plans(HEAD + "(一)重点企业培育。2026年6月底前取得成效。\n" + LED, "plan.txt"))
    [result] = lint([replace(plan, goals=(PlanIndicator(goal, ">=", 300, "家", None, None, ""),))])

    assert ("no-indicator" in codes(result)) is not measured


def test_a_collective_is_told_once_and_not_where_its_members_are_known():
    lines = [SOUND, LED + ";责任单位:各县(市、区)政府", f"(二)建设平台。{DATED}", LED + ";责任单位:各县(市、区)政府"]

    [finding] = [finding for finding in checked(*lines).findings if finding.code == "collective"]
    [plan] = plans_to_lint(read_plans(HEAD + "\n".join(lines), "plan.txt"))
    [known] = lint([replace(plan, membered=frozenset({"各县(市、区)政府"}))])

    assert finding.message == "the members of 各县(市、区)政府 are not known (tasks: 2)"
    assert (finding.key, finding.line) == ("一.(一)", 4)
    assert codes(known) == []


def test_what_a_parent_says_holds_for_its_children():
    lines = (
        "(一)建设创新平台。到2026年6月底,建成平台5个。",
        "牵头单位:市科技局",
        "1.实验室工作。抓好实验室。",
        "牵头单位:市教育局",
        "2.研究院工作。抓好研究院。",
        "牵头单位:市财政局",
    )
    result = checked(*lines)

    assert len(result.plan.tasks) == 3
    assert not {"plan-end-only", "no-indicator", "verb-only"} & set(codes(result))


@pytest.mark.parametrize(
    ("titles", "doubles"),
    [
        (("推进实验室建设", "加快推进实验室建设"), 1),
        (("推进一期实验室建设", "推进二期实验室建设"), 0),
        (("建设实验室", "建设研究院"), 0),
    ],
)
def test_tasks_of_one_title_and_text_are_doubles(titles, doubles):
    lines = [line for sign, title in zip("一二", titles, strict=True) for line in (f"({sign}){title}。{DATED}", LED)]

    assert codes(checked(*lines)).count("duplicate") == doubles


def test_a_long_text_twice_is_a_double_whatever_its_title():
    body = "依托高校和科研院所,围绕海洋装备、生物医药和新材料建设公共平台,对入驻企业给予场地、设备和资金支持。" + DATED

    result = checked(f"(一)公共平台。{body}", LED, f"(二)入驻企业。{body}", LED)

    assert [(f.code, f.key, f.facts["other"]) for f in result.findings] == [("duplicate", "一.(二)", "一.(一)")]


LONG = "依托高校和科研院所围绕海洋装备生物医药和新材料建设公共平台对入驻企业给予场地设备和资金支持"


@pytest.mark.parametrize(
    ("titles", "texts", "doubles"),
    [
        (("建设平台", "建设平台"), ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己子丑寅卯"), 1),
        (("建设平台", "建设平台"), ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊子丑寅卯辰"), 0),
        (("一期平台", "二期平台"), (LONG, LONG), 0),
        (("公共平台", "入驻企业"), (LONG[:40], LONG[:40]), 1),
        (("公共平台", "入驻企业"), (LONG[:39], LONG[:39]), 0),
        (("公共平台", "入驻企业"), ("甲" * 46 + "乙" * 4, "甲" * 46 + "丙" * 4), 1),
        (("公共平台", "入驻企业"), ("甲" * 45 + "乙" * 5, "甲" * 45 + "丙" * 5), 0),
    ],
)
def test_texts_are_doubles_from_a_likeness_on(titles, texts, doubles):
    tasks = tuple(
        ParsedTask(str(place), f"{place}.", (), title, text, (place, place))
        for place, (title, text) in enumerate(zip(titles, texts, strict=True), start=1)
    )
    [result] = lint(plans_to_lint([ParsedPlan("plan.txt", "方案", tasks=tasks)]))

    found = [finding for finding in result.findings if finding.code == "duplicate"]
    assert [(finding.key, finding.line, finding.facts["other"]) for finding in found] == [("2", 2, "1")] * doubles


def items(*months: int) -> list[str]:
    signs = "一二三四五六七八九"
    return [
        line
        for sign, month in zip(signs, months, strict=False)
        for line in (f"({sign})第{sign}项实验室。2026年{month}月底前,新建实验室3家。", LED)
    ]


def test_dates_heaped_in_one_month_are_told_with_their_share():
    heaped = checked(*items(12, 12, 12, 12, 3, 6))
    spread = checked(*items(1, 3, 5, 7, 9, 12))

    [finding] = [finding for finding in heaped.findings if finding.code == "date-heap"]
    assert finding.message == "4 of 6 dated tasks (67%) fall due in 2026-12"
    assert "date-heap" not in codes(spread)
    assert "date-heap" not in codes(checked(*items(12, 12, 12)))
    assert "date-heap" not in codes(checked(*items(12, 12, 12, 12, 12)))
    assert "date-heap" not in codes(checked(*items(12, 12, 12, 1, 3, 5, 7)))


def test_half_of_the_dates_are_a_heap_and_only_one_month_is_told():
    halves = checked(*items(12, 12, 12, 6, 6, 6))

    [finding] = [finding for finding in halves.findings if finding.code == "date-heap"]
    assert (finding.key, finding.line, finding.facts["month"], finding.facts["count"]) == ("", 0, "2026-12", "3")


def test_a_number_that_stands_twice_is_told_with_the_line_of_the_second():
    result = checked(SOUND, LED, "(二)引进人才。2026年6月底前,引进人才30名。", LED, f"(二)建设平台。{DATED}", LED)

    [finding] = [finding for finding in result.findings if finding.code == "number-double"]
    assert (finding.key, finding.line, finding.facts["number"]) == ("", 8, "2")


def test_the_score_is_the_mean_of_the_tasks_less_the_plan_s_own_findings():
    result = checked(SOUND, LED, "(三)建设平台。2026年6月底前,建成平台3个。", "牵头单位:市科技局、市工信局")

    assert codes(result) == ["number-gap", "joint-lead"]
    assert result.score == round((100 + 90) / 2 - 2)


@pytest.mark.parametrize(
    ("about_the_task", "about_the_plan", "points"),
    [(0, 0, 100), (2, 0, 20), (3, 0, 0), (0, 10, 80), (0, 11, 80), (2, 10, 0), (3, 1, 0)],
)
def test_a_task_loses_all_its_points_at_the_most_and_a_plan_twenty(about_the_task, about_the_plan, points):
    plan = checked(SOUND, LED).plan
    [task] = plan.tasks
    findings = [Finding("no-units", task.key, 1, {})] * about_the_task + [
        Finding("number-gap", "", 1, {})
    ] * about_the_plan

    assert score(plan, findings) == points


def test_the_score_never_leaves_its_range():
    nothing = LintPlan("x", None, None, None, None, ())
    [task] = read_plans(HEAD + "(一)加强工作。\n" + LED + "\n", "x")[0].tasks
    bare = replace(task, lead=(), deadlines=(), indicators=())
    many = tuple(LintTask(str(n), replace(bare, label=f"{n * 2}.", ref=f"{n * 2}"), ()) for n in range(1, 40))
    [empty, awful] = lint([nothing, LintPlan("y", None, None, None, None, many)])

    assert empty.score == 0
    assert 0 <= awful.score <= 100 - CHECKS["no-units"].points - MOST_FOR_PLAN


def test_checking_grows_no_faster_than_the_pairs_of_tasks(growth):
    body = "依托高校和科研院所建设公共平台,对入驻企业给予场地、设备和资金支持,形成可复制的做法。" * 6

    def checking(count):
        lines = [f"{n}.建设第{n}号平台。{body}到2026年6月底,新建实验室{n}家。\n{LED}" for n in range(1, count + 1)]
        plans = plans_to_lint(read_plans(HEAD + "\n".join(lines), "plan.txt"))
        assert len(plans[0].tasks) == count
        return lambda: lint(plans)

    assert growth(checking, 60) < 6


def _plan(name: str, *lines: str, end: date = date(2026, 12, 31)) -> LintPlan:
    [plan] = plans_to_lint(read_plans(HEAD + "\n".join(lines), name))
    return replace(plan, name=name, start=date(2025, 1, 1), end=end)


MORE_FIRMS = "(一)培育企业。到2026年底,高新技术企业达到{count}家。"


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        ((MORE_FIRMS.format(count=300), LED), (MORE_FIRMS.format(count=200), LED), "conflict-figure"),
        (
            ("(一)建设实验室。2026年6月底前,新建重点实验室3家。", LED),
            ("(一)建设实验室。2026年9月底前,新建重点实验室3家。", LED),
            "conflict-date",
        ),
        (
            ("(一)推进审批改革。2026年6月底前,公布清单。", LED),
            ("(一)推进审批改革。2026年9月底前,公布清单。", LED),
            "conflict-date",
        ),
        (
            (MORE_FIRMS.format(count=300), LED + ";责任单位:市财政局"),
            (MORE_FIRMS.format(count=300), "牵头单位:市工信局;责任单位:市财政局"),
            "conflict-lead",
        ),
    ],
)
def test_plans_of_a_place_that_disagree_are_told_at_both(here, there, code):
    results = lint([_plan("A", *here), _plan("B", *there)])

    for result, other in zip(results, ("B", "A"), strict=True):
        [finding] = [finding for finding in result.findings if finding.code == code]
        assert finding.facts["plan"] == other
        assert finding.facts["other"] == "一.(一)"


def test_a_conflict_says_what_stands_where():
    [result, _other] = lint(
        [_plan("A", MORE_FIRMS.format(count=300), LED), _plan("B", MORE_FIRMS.format(count=200), LED)]
    )

    [finding] = result.findings
    assert finding.message == "高新技术企业: 300家 here, 200家 in 一.(一) of B"


@pytest.mark.parametrize("change", ["place", "time", "units", "due"])
def test_plans_on_other_ground_do_not_disagree(change):
    one = _plan("A", MORE_FIRMS.format(count=300), LED)
    other = {
        "place": replace(_plan("B", MORE_FIRMS.format(count=200), LED), place="临澜市"),
        "time": replace(_plan("B", MORE_FIRMS.format(count=200), LED), start=date(2027, 1, 1), end=date(2028, 12, 31)),
        "units": _plan("B", MORE_FIRMS.format(count=200), "牵头单位:市商务局"),
        "due": _plan("B", "(一)培育企业。到2025年底,高新技术企业达到200家。", LED),
    }[change]

    assert not any(code.startswith("conflict") for result in lint([one, other]) for code in codes(result))


def test_a_unit_and_its_successor_are_one():
    one = _plan("A", MORE_FIRMS.format(count=300), "牵头单位:市工商局")
    other = _plan("B", MORE_FIRMS.format(count=300), "牵头单位:市市场监管局")
    after = {"市工商局": "市市场监管局"}

    assert [codes(result) for result in lint([replace(plan, successors=after) for plan in (one, other)])] == [[], []]


def test_a_duty_without_an_end_is_told_where_no_day_can_be_laid_out():
    text = "滨海市执法检查方案\n\n一、重点任务\n(一)开展检查。每季度开展一次执法检查{end}。\n" + LED + "\n"
    plans = (read_plans(text.format(end=end), "plan.txt") for end in ("", ",2026年12月底前完成"))
    endless, ended = (codes(lint(plans_to_lint(one))[0]) for one in plans)
    assert ("duty-endless" in endless, "duty-endless" in ended) == (True, False)
