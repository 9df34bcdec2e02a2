"""Every form in which plans say who does a task; each form is a case of its name."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.plan.reader import read_plans

PLAN = "云江市行动方案\n一、主要任务\n1.做好工作。提升服务水平。{clause}\n2.另一工作。加强管理。(责任单位:市统计局)\n"


def read(clause: str, plan: str = PLAN):
    return read_plans(plan.format(clause=clause), "plan.txt")[0].tasks[0]


def roles(task) -> tuple[str, ...]:
    return tuple("、".join(m.name for m in task.units(role)) for role in ("lead", "responsible", "participating"))


FORMS = {
    "label lines after the paragraph": (
        "\n牵头单位:市科技局、市商务局;责任单位:各县(市、区)政府。",
        ("市科技局、市商务局", "各县(市、区)政府", ""),
    ),
    "labels over several lines": (
        "\n牵头单位:市科技局\n责任单位:市财政局、\n市教育局",
        ("市科技局", "市财政局、市教育局", ""),
    ),
    "labels with values on the next line": ("\n牵头单位:\n市科技局\n配合单位:\n市体育局", ("市科技局", "", "市体育局")),
    "labels with blanks between": (
        "\n牵头单位:市教育局 配合单位:市财政局、市人社局",
        ("市教育局", "", "市财政局、市人社局"),
    ),
    "full-width labels": (
        "\n牵头单位：市教育局；配合单位：市财政局，市人社局。",
        ("市教育局", "", "市财政局、市人社局"),
    ),
    "round brackets": ("(牵头单位:市科技局,责任单位:市发改委)", ("市科技局", "市发改委", "")),
    "round brackets with a stop inside": ("(牵头单位:市科技局。责任单位:市发改委)。", ("市科技局", "市发改委", "")),
    "shell brackets": ("〔牵头单位:市科技局,责任单位:市发改委〕", ("市科技局", "市发改委", "")),
    "lens brackets": ("【牵头单位：市科技局；配合单位：市发改委】", ("市科技局", "", "市发改委")),
    "square brackets": ("[责任单位:市科技局]", ("", "市科技局", "")),
    "unclosed bracket": ("(牵头单位:市科技局,责任单位:市发改委", ("市科技局", "市发改委", "")),
    "separator left before a label": ("(牵头单位:市科技局、参与单位:市发改委)", ("市科技局", "", "市发改委")),
    "blank in an unclosed bracket": ("( 牵头单位:市科技局", ("市科技局", "", "")),
    "a time before the label": ("(2026年6月底前完成;牵头单位:市科技局)", ("市科技局", "", "")),
    "a time in a bracket of its own": (
        "(完成时限:2026年6月底前)\n牵头单位:市科技局。配合单位:市财政局。",
        ("市科技局", "", "市财政局"),
    ),
    "a label with nothing": ("(牵头单位:无;责任单位:市科技局)", ("", "市科技局", "")),
    "together under a label": ("\n牵头单位:市科技局会同市财政局", ("市科技局", "", "市财政局")),
    "names that go on below": (
        "\n牵头单位:市科技局\n市财政局、市人社局\n完成时限:2026年6月底前",
        ("市科技局、市财政局、市人社局", "", ""),
    ),
    "words under a label": ("\n责任单位:市工信局牵头,市发改委、科技局配合", ("市工信局", "", "市发改委、市科技局")),
    "this work by": (
        "此项工作由市教育局、文广局牵头,各区、县(市)政府配合。",
        ("市教育局、市文广局", "", "各区、县(市)政府"),
    ),
    "separately in charge": (
        "此项工作由沈北新区、于洪区政府分头负责,各相关部门配合。",
        ("沈北新区政府、于洪区政府", "", "各相关部门"),
    ),
    "lead, join, carry out": (
        "(市财政局牵头,市发改委、体育局参与,各区政府负责落实)",
        ("市财政局", "各区政府", "市发改委、市体育局"),
    ),
    "divided duties without a lead": ("(体育总局、发展改革委按职责分工负责)", ("", "体育总局、发展改革委", "")),
    "divided duties with a lead": (
        "(教育部牵头,体育总局等国务院相关部门及各地区按职责分工负责)",
        ("教育部", "体育总局、国务院相关部门、各地区", ""),
    ),
    "one unit in charge": ("(市应急局负责)", ("市应急局", "", "")),
    "several units in charge": ("(市应急局、市水务局负责)", ("", "市应急局、市水务局", "")),
    "person in charge": ("由王副市长负责,市发改委牵头,市统计局配合。", ("市发改委", "", "市统计局")),
    "with": ("(市科技局会同市财政局、人社局负责)", ("市科技局", "", "市财政局、市人社局")),
    "host and co-host": ("\n主办单位:市商务局\n协办单位:市财政局", ("市商务局", "", "市财政局")),
    "responsible department": ("(责任部门:市公安局)", ("", "市公安局", "")),
    "lead and responsible unit": ("(牵头责任单位:市公安局;协助单位:市司法局)", ("市公安局", "", "市司法局")),
    "undertaking and carrying out": ("(承办单位:市公安局;落实单位:各区政府)", ("", "市公安局、各区政府", "")),
    "lead department": ("(牵头部门:市公安局;参与部门:市司法局)", ("市公安局", "", "市司法局")),
    "short labels": ("(牵头:市公安局;配合:市司法局)", ("市公安局", "", "市司法局")),
    "label without a colon": ("(牵头单位市发改委,配合单位市财政局)", ("市发改委", "", "市财政局")),
    "label with 为": ("牵头单位为市发改委,配合单位为市财政局。", ("市发改委", "", "市财政局")),
    "division of work": ("\n分工:由市教育局、市科协牵头,团市委等单位参加。", ("市教育局、市科协", "", "团市委")),
    "role behind a name": ("\n责任单位:市交通局(牵头)、市公安局", ("市交通局", "市公安局", "")),
    "verbs without commas": ("(市发改委牵头、市财政局配合)", ("市发改委", "", "市财政局")),
    "competent and assisting unit": ("(主管单位:市科技局;协管单位:市财政局)", ("市科技局", "", "市财政局")),
    "competent unit without a colon": ("(主管单位市发改委,协管单位市财政局)", ("市发改委", "", "市财政局")),
    "last sentence": ("市住建局牵头,市城管局配合。", ("市住建局", "", "市城管局")),
}


@pytest.mark.parametrize(("clause", "expected"), FORMS.values(), ids=FORMS.keys())
def test_form_of_roles(clause, expected):
    assert roles(read(clause)) == expected


@pytest.mark.parametrize("clause", [clause for clause, _ in FORMS.values()], ids=FORMS.keys())
def test_clause_is_no_part_of_title_or_text(clause):
    task = read(clause)
    assert task.title == "做好工作"
    assert "提升服务水平" in task.text
    assert "牵头" not in task.text
    assert task.units_raw


def test_persons_are_leaders_not_units():
    task = read("【责任领导：李明；牵头单位：市住建局；配合单位：市财政局；完成时限：2026年6月底前】")
    assert task.leader == ("李明",)
    assert roles(task) == ("市住建局", "", "市财政局")
    assert [str(deadline.date) for deadline in task.deadlines] == ["2026-06-30"]


@pytest.mark.parametrize("word", ["主管", "协管"])
def test_leaders_in_charge_of_a_field_and_those_who_assist_them_are_leaders(word):
    task = read(f"【{word}领导：李明；牵头单位：市住建局】")
    assert task.leader == ("李明",)
    assert roles(task) == ("市住建局", "", "")


@pytest.mark.parametrize("label", ["完成时限", "时限要求", "完成期限", "完成时间"])
def test_time_inside_the_bracket_is_the_deadline(label):
    task = read(f"(责任单位:市住建局;{label}:2026年6月底前)")
    assert [str(deadline.date) for deadline in task.deadlines] == ["2026-06-30"]
    assert roles(task) == ("", "市住建局", "")


@pytest.mark.parametrize("words", ["长期坚持", "持续推进", "2024年6月底前完成", "2024年底前完成,并长期坚持"])
def test_time_in_words_is_no_unit(words):
    assert roles(read(f"(市住建局牵头,市财政局配合,{words})")) == ("市住建局", "", "市财政局")


def test_label_line_between_times_is_one_clause():
    task = read("\n牵头单位:市大数据局\n完成时限:2025年12月\n配合单位:市工信局")
    assert roles(task) == ("市大数据局", "", "市工信局")
    assert [str(deadline.date) for deadline in task.deadlines] == ["2025-12-31"]


@pytest.mark.parametrize(
    "rule", ["责任单位列第一位的为牵头单位", "第一责任单位为牵头单位,下同", "排在第一位的责任单位为牵头单位"]
)
def test_rule_stated_once_makes_the_first_unit_lead(rule):
    text = (
        f"区工作任务\n现将任务印发给你们,{rule}。\n1.甲事。(责任单位:区工信局、区发改局)\n2.乙事。(责任单位:区水务局)\n"
    )
    first, second = read_plans(text, "plan.txt")[0].tasks
    assert roles(first) == ("区工信局", "区发改局", "")
    assert roles(second) == ("区水务局", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "各牵头单位对承担的任务负总责,责任单位要通力协作。",
        "由市科技局牵头制定实施细则并推动落实到位。",
        "坚持政府主导(以企业为主体,社会参与)的原则。",
        "保险深度(保费收入/国内生产总值)超过3.5%。",
        "领导小组办公室设在市科技局,负责日常工作。",
    ],
)
def test_sentence_about_units_is_no_clause(text):
    task = read_plans(f"云江市方案\n一、主要任务\n1.做好工作。{text}\n2.其他。(责任单位:市统计局)\n", "plan.txt")[
        0
    ].tasks[0]
    assert roles(task) == ("", "", "")


def test_unit_in_two_roles_is_a_problem():
    task = read("(牵头单位:市科技局;责任单位:市科技局、市发改委)")
    assert "both-roles" in {problem.code for problem in task.problems}


def test_what_is_weak_in_the_plan_itself_is_no_doubt_about_its_reading():
    assert read("(责任单位:有关部门)").problems == ()


def test_units_without_a_role_are_read_with_a_problem():
    task = read("(市委宣传部、市教育局)")
    assert roles(task) == ("", "市委宣传部、市教育局", "")
    assert "clause-without-role" in {problem.code for problem in task.problems}


def test_person_in_a_list_of_units_is_a_leader_with_a_problem():
    task = read("(责任单位:市科技局、李副市长)")
    assert roles(task) == ("", "市科技局", "")
    assert task.leader == ("李副市长",)
    assert "person-as-unit" in {problem.code for problem in task.problems}


def test_units_named_before_the_first_item_are_nobodys_task():
    text = "云江市方案\n本方案由市科技局牵头,市财政局配合。\n一、主要任务\n1.甲事。(责任单位:市统计局)\n2.乙事。(市统计局负责)\n"
    assert [task.ref for task in read_plans(text, "x")[0].tasks] == ["一.1", "一.2"]


def test_sentence_of_units_amid_others():
    task = read("市农业局牵头,市工商局、质监局配合。每季度通报一次。")
    assert roles(task) == ("市农业局", "", "市工商局、市质监局")
    assert "每季度通报一次" in task.text


def test_text_below_the_units_belongs_to_the_task():
    task = read("\n牵头单位:市教育局\n抓好落实。")
    assert (roles(task), task.text) == (("市教育局", "", ""), "做好工作。提升服务水平。\n抓好落实。")


def test_names_alone_in_one_bracket_of_a_plan_are_text():
    tasks = read_plans("云江市方案\n1.甲事。推进建设(市科技局、市财政局)\n2.乙事。推进建设。", "plan.txt")[0].tasks
    assert (roles(tasks[0]), tasks[0].text) == (("", "", ""), "甲事。推进建设\n市科技局、市财政局")


def test_the_first_leads_only_where_no_word_says_who_does():
    plan = "云江市方案\n责任单位列第一位的为牵头单位。\n1.甲事。推进建设。{clause}"
    assert roles(read("(责任单位:市科技局、市财政局)", plan)) == ("市科技局", "市财政局", "")
    assert roles(read("(牵头单位:市财政局;责任单位:市科技局)", plan)) == ("市财政局", "市科技局", "")
    assert roles(read("(配合单位:市科技局、市财政局)", plan)) == ("", "", "市科技局、市财政局")
