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
    "dashes for colons": ("(牵头单位——市科技局；责任单位--市发改委)", ("市科技局", "市发改委", "")),
    "no colons": ("(牵头单位团市委；责任单位国网云江公司)", ("团市委", "国网云江公司", "")),
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
    "division of departments": ("\n部门分工:市教育局牵头,各地、各部门配合。", ("市教育局", "", "各地、各部门")),
    "division of duties of departments": ("(部门职责分工:市教育局牵头,市财政局参与)", ("市教育局", "", "市财政局")),
    "division of units": ("\n单位分工:市教育局、市财政局负责。", ("", "市教育局、市财政局", "")),
    "division and charge": ("\n分工负责:市教育局牵头,市财政局配合。", ("市教育局", "", "市财政局")),
    "a label of unknown words": ("\n责任落实:市教育局牵头,市财政局配合。", ("市教育局", "", "市财政局")),
    "a time behind the names of a label": (
        "(责任单位:市教育局、市财政局,2026年6月底前完成)",
        ("", "市教育局、市财政局", ""),
    ),
    "request": ("请市水利局牵头,各县区配合,尽快完善方案。", ("市水利局", "", "各县区")),
    "with, behind who is in charge": (
        "由市交通局负责,会同市财政局、各区政府,9月底前建成。",
        ("市交通局", "", "市财政局、各区政府"),
    ),
    "persons share a post": ("由赵明、李强副市长负责,市建委牵头,尽快完善前期工作。", ("市建委", "", "")),
    "joined by units that do something": (
        "由市卫健委牵头,会同市委编办、市人社局研究人员编制方案,尽快提交审议。",
        ("市卫健委", "", "市委编办、市人社局"),
    ),
    "a dated deed behind the units": (
        "由市财政局牵头,市住建局配合,6月30日前提出方案报市政府。",
        ("市财政局", "", "市住建局"),
    ),
    "a sign that points at the lead": ("→市公安局牵头,市司法局配合。", ("市公安局", "", "市司法局")),
    "misprinted colon": ("(牵头单位；市公安局，责任单位:市司法局)", ("市公安局", "市司法局", "")),
    "post before the name": ("由常务副市长赵明负责,市建委牵头,尽快完善前期工作。", ("市建委", "", "")),
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


REMARKS = [
    "(责任单位:市教育局、市财政局按职责分工负责。具体任务均涉及相关县(区)人民政府,不再做分工,下同。)",
    "(责任单位:市教育局、市财政局。以上任务各县区均需落实,不再单列)",
    "(责任单位:市教育局、市财政局。各县区政府均为责任单位,以下不再列出)",
    "(市教育局、市财政局按职责分工负责。各县区政府负责本地区落实工作,不再另行分工)",
    "(责任单位:市教育局、市财政局。注:以上工作均涉及各县区政府,不再重复列出)",
    "(责任单位:市教育局、市财政局,以下任务均需各县区政府落实,不再逐一列出)",
    "\n责任单位:市教育局、市财政局(以下均需各县区政府落实,不再列出)",
    "\n责任单位:市教育局、市财政局。具体任务由各县区政府落实,不再做分工。",
    "\n责任单位:市教育局、市财政局。各县区政府为责任主体,下同。",
]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_behind_the_units_names_none(remark):
    task = read(remark)
    assert roles(task) == ("", "市教育局、市财政局", "")
    assert not {"words-among-units", "unlike-unit"} & {problem.code for problem in task.problems}


def test_a_sentence_behind_the_units_that_names_none_is_a_doubt():
    task = read("(责任单位:市教育局。按月通报进展情况,每季度末报送市政府)")
    assert roles(task) == ("", "市教育局", "")
    assert "words-among-units" in {problem.code for problem in task.problems}


def test_units_behind_a_stop_go_on():
    assert roles(read("(责任单位:市教育局。市财政局、各有关部门按职责分工负责)")) == (
        "",
        "市教育局、市财政局、各有关部门",
        "",
    )


@pytest.mark.parametrize("name", ["形成工作合力", "定期督办", "2026年底启用的", "东河镇200"])
def test_a_name_unlike_a_unit_is_a_doubt(name):
    problems = read(f"\n责任单位:市教育局、{name}").problems
    assert [problem.field for problem in problems if problem.code == "unlike-unit"] == ["responsible"]


BY_SENTENCES = [
    ("\n由赵明副市长负责,市建委牵头,相关部门配合,于6月底前上报方案。在管网方面,新增管道50公里。", "2026-06-30", 50.0),
    ("由市建委牵头,市财政局配合,2026年9月底前通车。新增线路5条。", "2026-09-30", 5.0),
    ("\n此项工作由市建委牵头,市财政局配合,抓紧落实,完成投资3亿元。力争2026年底前完工。", "2026-12-31", 3.0),
]


@pytest.mark.parametrize(("sentence", "due", "value"), BY_SENTENCES)
def test_what_follows_the_units_in_a_sentence_is_the_tasks_text(sentence, due, value):
    task = read(sentence, "云江市2026年行动方案" + PLAN.removeprefix("云江市行动方案"))
    assert [unit.name for unit in task.lead] == ["市建委"]
    assert [str(deadline.date) for deadline in task.deadlines] == [due]
    assert [indicator.value for indicator in task.indicators] == [value]


PERSONS = [
    "牵头负责领导",
    "牵头责任领导",
    "责任领导",
    "分管领导",
    "分管市领导",
    "市牵头领导",
    "牵头(责任)领导",
    "牵头、分管领导",
    "牵头和责任领导",
    "包联责任领导",
    "总负责人",
    "项目负责人",
    "市领导",
    "市级领导",
    "市政府领导",
    "市委领导",
    "主办领导",
    "协调领导",
    "协助领导",
    "分管负责同志",
    "主管副县长",
    "分管市政府领导",
    "分管联系领导",
    "指挥长",
    "分管秘书长",
    "牵头副市长",
]


@pytest.mark.parametrize("label", PERSONS)
def test_label_of_a_person(label):
    task = read(f"\n{label}:金明。\n牵头责任单位:市财政局。\n协同责任单位:市税务局、江州海关等,各县、市、区政府。")
    assert task.leader == ("金明",)
    assert roles(task) == ("市财政局", "", "市税务局、江州海关、各县、市、区政府")


@pytest.mark.parametrize(
    "clause",
    [
        "(牵头单位:市教育局、市财政局;责任单{}位:市住建局)",
        "(牵头单位:市教育局、市财{}政局,责任单位:市住建局)",
        "(牵头{}单位:市教育局、市财政局;责任单位:市住建局)",
        "\n牵头单位:市教育局、{}市财政局\n责任单位:市住建局",
        "\n牵头单位:{}市教育局、市财政局\n责任单位:市住建局",
        "\n牵头单位:市教育局、市财政{}局\n责任单{}位:市住建局",
        "\n牵头单{}位:市教育局、市财政局。责任单位:市住建局",
    ],
)
@pytest.mark.parametrize("page", ["\n", "\n- 3 -\n", "\n\n— 12 —\n\n", "\n第 3 页 共 9 页\n"])
def test_labels_and_names_over_the_end_of_a_page(clause, page):
    task = read(clause.replace("{}", page))
    assert roles(task) == ("市教育局、市财政局", "市住建局", "")
    assert task.title == "做好工作"


def test_a_name_behind_a_person_begins_a_line():
    task = read("\n责任单位:市教育局\n分管领导:王涛\n市财政局、市住建局配合。")
    assert task.leader == ("王涛",)
    assert roles(task) == ("", "市教育局", "市财政局、市住建局")
