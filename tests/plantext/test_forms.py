"""The forms of official plans that are read, one test a form; ``docs/forms.md`` names these tests."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.plantext.plan.reader import read_plans

OTHER = "\n2.优化服务。(牵头单位:市财政局;责任单位:市教育局)\n"


def plan_of(text: str) -> ParsedPlan:
    (plan,) = read_plans(text, "forms.txt")
    return plan


def first_of(body: str) -> ParsedTask:
    """The first task of a plan with two, the second of which has both roles."""
    return plan_of(f"平湖市2025年工作方案\n一、重点任务\n1.{body}{OTHER}").tasks[0]


def names(task: ParsedTask) -> tuple[list[str], list[str], list[str]]:
    """Leading, responsible and participating units."""
    lead, responsible, participating = (
        [unit.name for unit in units] for units in (task.lead, task.responsible, task.participating)
    )
    return lead, responsible, participating


UNITS = {
    "labels_in_brackets": ("培育企业。(牵头单位:市科技局;责任单位:市工信局)", "市科技局", "市工信局", ""),
    "labels_in_tortoise_brackets": ("培育企业。〔牵头单位:市科技局,责任单位:市工信局〕", "市科技局", "市工信局", ""),
    "labels_in_lenticular_brackets": (
        "培育企业。【牵头部门：市科技局；配合部门：市工信局】",
        "市科技局",
        "",
        "市工信局",
    ),
    "labels_on_lines": ("培育企业。\n牵头单位:市科技局\n配合单位:市工信局", "市科技局", "", "市工信局"),
    "label_alone_on_its_line": ("培育企业。\n牵头单位:\n市科技局\n责任单位:\n市工信局", "市科技局", "市工信局", ""),
    "names_go_on_over_lines": (
        "培育企业。\n牵头单位:市科技局\n配合单位:市工信局、市商务局、\n市税务局",
        "市科技局",
        "",
        "市工信局 市商务局 市税务局",
    ),
    "name_broken_over_lines": (
        "培育企业。\n(牵头单位:市科技局;责任单位:市工信\n局、市税务局)",
        "市科技局",
        "市工信局 市税务局",
        "",
    ),
    "names_parted_by_blanks": (
        "培育企业。\n牵头单位：市科技局\n责任单位：市工信局　市税务局",
        "市科技局",
        "市工信局 市税务局",
        "",
    ),
    "verbs": ("培育企业。(市科技局牵头,市工信局参与,市税务局负责落实)", "市科技局", "市税务局", "市工信局"),
    "by_sentence": ("培育企业。由市科技局牵头,市工信局配合。", "市科技局", "", "市工信局"),
    "nouns_for_roles": ("培育企业。(市科技局为主责单位,市工信局为配合单位)", "市科技局", "", "市工信局"),
    "this_work_by": ("培育企业。此项工作由市科技局牵头,工信局配合。", "市科技局", "", "市工信局"),
    "one_unit_in_charge_leads": ("培育企业。(市科技局负责)", "市科技局", "", ""),
    "several_in_charge_are_responsible": ("培育企业。(市科技局、市工信局负责)", "", "市科技局 市工信局", ""),
    "by_division_of_duties": (
        "培育企业。(市科技局、市工信局按职责分工负责)",
        "",
        "市科技局 市工信局",
        "",
    ),
    "division_of_duties_behind_a_label": (
        "培育企业。责任单位:市科技局、市工信局,按职责分工负责",
        "",
        "市科技局 市工信局",
        "",
    ),
    "leader_then_sharers": (
        "培育企业。(市科技局牵头,市工信局等市直相关部门及各县区按职责分工负责)",
        "市科技局",
        "市工信局 市直相关部门 各县区",
        "",
    ),
    "verb_inside_a_label": ("培育企业。(责任单位:市科技局牵头,市工信局配合)", "市科技局", "", "市工信局"),
    "label_then_verb": ("培育企业。(牵头单位:市科技局,市工信局、市税务局配合)", "市科技局", "", "市工信局 市税务局"),
    "role_behind_a_name": ("培育企业。责任单位:市科技局(牵头)、市工信局", "市科技局", "市工信局", ""),
    "sponsor_and_helper": ("培育企业。主办单位:市科技局;协办单位:市工信局", "市科技局", "", "市工信局"),
    "persons_are_no_units": (
        "培育企业。(责任领导:王涛;牵头单位:市科技局;责任单位:市工信局)",
        "市科技局",
        "市工信局",
        "",
    ),
    "shared_suffix": (
        "培育企业。(牵头单位:市科技局;责任单位:渤海新区、开发区管委会)",
        "市科技局",
        "渤海新区管委会 开发区管委会",
        "",
    ),
    "shared_level": (
        "培育企业。(牵头单位:市科技局、工信局;责任单位:市场监管局)",
        "市科技局 市工信局",
        "市市场监管局",
        "",
    ),
    "collectives_stay_whole": (
        "培育企业。(牵头单位:市科技局;责任单位:各县(市、区)政府,市直有关部门和单位,各高校、院所)",
        "市科技局",
        "各县(市、区)政府 市直有关部门和单位 各高校、院所",
        "",
    ),
    "alias_stays": ("培育企业。(牵头单位:市科技局(市外专局);责任单位:市工信局)", "市科技局(市外专局)", "市工信局", ""),
    "closing_etc": ("培育企业。(牵头单位:市科技局、市工信局等)", "市科技局 市工信局", "", ""),
    "branches_of_state_organs": (
        "培育企业。(牵头单位:市科技局;责任单位:金融监管总局平湖监管分局、平江证监局、铁路平湖站)",
        "市科技局",
        "金融监管总局平湖监管分局 平江证监局 铁路平湖站",
        "",
    ),
    "full_stops_of_another_script": (
        "培育企业,新增20家.\n  牵头单位:市科技局.责任单位:市工信局,市税务局",
        "市科技局",
        "市工信局 市税务局",
        "",
    ),
    "coordinated_by": (
        "培育企业。由市科技创新领导小组统筹,市科技局、市工信局共同负责。",
        "市科技创新领导小组",
        "市科技局 市工信局",
        "",
    ),
    "time_in_the_clause": ("培育企业。由市科技局牵头,市工信局配合,12月底前完成。", "市科技局", "", "市工信局"),
    "unclosed_bracket": ("培育企业。(牵头单位:市科技局;责任单位:市工信局", "市科技局", "市工信局", ""),
}


@pytest.mark.parametrize("form", UNITS)
def test_units(form: str) -> None:
    body, *roles = UNITS[form]
    assert names(first_of(body)) == tuple(role.split() for role in roles)


def test_first_unit_leads_by_a_rule_laid_down_once() -> None:
    plan = plan_of(
        "省政府工作任务分工意见\n一、重点工作\n1.单位能耗下降3%。(省发展改革委、工业和信息化厅负责,列第一位者为牵头单位,下同)\n"
        "2.推进改革。(省国资委、财政厅负责)\n"
    )
    assert [names(task)[:2] for task in plan.tasks] == [
        (["省发展改革委"], ["省工业和信息化厅"]),
        (["省国资委"], ["省财政厅"]),
    ]


def test_bare_names_in_brackets_behind_the_heading() -> None:
    plan = plan_of(
        "金湖区2023年工作要点\n一、抓主体\n1、实施倍增计划。(区科技局、各镇街、园区)新认定企业120家。\n"
        "2、加强培育。(区工信局)培育小巨人3家。\n3、建设载体。(高新区管委会)新增载体5个。\n"
    )
    assert [task.title for task in plan.tasks] == ["实施倍增计划", "加强培育", "建设载体"]
    assert [names(task)[1] for task in plan.tasks] == [["区科技局", "各镇街", "园区"], ["区工信局"], ["高新区管委会"]]


def test_units_as_headings_lead_their_tasks() -> None:
    plan = plan_of(
        "西岭市2025年度重点任务清单\n一、市科技局\n1.新增企业50家。完成时限:2025年12月\n2.新建平台30个。\n"
        "二、各县(区)人民政府、高新区管委会\n3.落实投入机制。\n"
    )
    assert [names(task)[0] for task in plan.tasks] == [
        ["市科技局"],
        ["市科技局"],
        ["各县(区)人民政府", "高新区管委会"],
    ]
    assert [task.lines for task in plan.tasks] == [(3, 3), (4, 4), (6, 6)]


def test_paragraphs_with_their_own_units() -> None:
    plan = plan_of(
        "海州市工作方案\n一、任务\n1.加强执法。\n开展专项行动。牵头单位:市市场监管局\n推进惩罚性赔偿。牵头单位:市中级人民法院\n"
    )
    assert [(task.ref, task.title) for task in plan.tasks] == [
        ("一.1/1", "开展专项行动"),
        ("一.1/2", "推进惩罚性赔偿"),
    ]


@pytest.mark.parametrize("glue", ["", " "])
def test_numbers_glued_behind_units(glue: str) -> None:
    plan = plan_of(
        "滨湾高新区行动方案\n二、重点任务\n(二)提升服务效能。1.推动集成办。(牵头单位:审批局)"
        + glue
        + "2.优化开办。(牵头单位:市场监管局)\n"
    )
    assert [(task.ref, task.title) for task in plan.tasks] == [("二.(二).1", "推动集成办"), ("二.(二).2", "优化开办")]


def test_numbers_in_brackets_inside_a_paragraph() -> None:
    plan = plan_of(
        "海州市工作方案\n一、任务\n2.打造品牌。(1)培育产品,每县1件。牵头单位:市农业农村局。(2)建设指导站40个。牵头单位:市市场监管局。\n"
    )
    assert [(task.ref, task.title) for task in plan.tasks] == [
        ("一.2.(1)", "培育产品,每县1件"),
        ("一.2.(2)", "建设指导站40个"),
    ]


RUN_ON = (
    "滨湾高新区优化营商环境实施方案 为进一步优化高新区营商环境,制定本方案。 "
    "一、工作目标 到2026年底,网上可办率达98%以上。 "
    "二、重点任务 (一)提升服务效能。1.推动“一件事”。新增事项15个。(牵头单位:审批局;配合单位:各相关部门)"
    "2.优化开办流程。(牵头单位:市场监管局) "
    "三、保障措施 (一)加强领导。成立工作专班。(责任单位:党政办) 滨湾高新区管委会 2025年3月20日"
)


def test_document_on_one_line() -> None:
    plan = plan_of(RUN_ON)
    assert [task.ref for task in plan.tasks] == ["二.(一).1", "二.(一).2", "三.(一)"]
    assert (plan.title, plan.issuer) == ("滨湾高新区优化营商环境实施方案", "滨湾高新区管委会")
    assert str(plan.issued) == "2025-03-20"
    assert not plan.tasks[-1].deadlines
    assert [(one.value, str(one.due)) for one in plan.indicators] == [(98.0, "2026-12-31")]


def test_table_one_cell_a_line_with_cells_over_lines() -> None:
    plan = plan_of(
        "民生实事项目责任分解表\n序号\n项目名称\n主要内容\n牵头单位\n配合单位\n完成时限\n1\n学位扩容\n新建学校12所\n市教育局\n市财政局\n2025年8月底前\n"
        "2\n老旧小区改造\n改造小区86个\n市住房和城乡建设局\n市财政局\n市城市管理局\n2025年11月底前\n3\n公园建设\n新建公园8个\n市园林局\n2025年10月底前\n"
    )
    assert names(plan.tasks[1]) == (["市住房和城乡建设局"], [], ["市财政局", "市城市管理局"])
    assert names(plan.tasks[2]) == (["市园林局"], [], [])
    assert [str(task.deadlines[0].date) for task in plan.tasks] == ["2025-08-31", "2025-11-30", "2025-10-31"]


def test_table_rows_that_share_a_number() -> None:
    plan = plan_of(
        "任务分解表\n|序号|工作任务|具体目标|牵头单位|\n|1|科技创新|新增企业60家|区科经局|\n|1|科技创新|研发强度达到4%|区统计局|\n"
        "||城市更新|改造3个片区|区住建局|\n||  |另建停车场2座||\n|2|教育|新建学校5所|区教育局|\n"
    )
    assert [(task.ref, task.lead[0].name) for task in plan.tasks] == [
        ("1/1", "区科经局"),
        ("1/2", "区统计局"),
        ("1/3", "区住建局"),
        ("2", "区教育局"),
    ]
    assert [one.value for one in plan.tasks[2].indicators] == [3.0, 2.0]


def test_line_breaks_inside_markdown_cells() -> None:
    plan = plan_of(
        "任务分解表\n|序号|工作任务|牵头单位|配合单位|\n|---|---|---|---|\n|1|城市更新|区城更局|区住建局<br>区规划分局|\n|2|教育|区教育局|区财政局|\n"
    )
    assert names(plan.tasks[0]) == (["区城更局"], [], ["区住建局", "区规划分局"])


def test_markdown() -> None:
    plan = plan_of(
        "# 东原市行动方案（2025—2027年）\n\n**一、重点任务**\n\n### （一）完善设施\n\n"
        "1. **更新管道。** 2025年更新150公里，2026年更新120公里。\n"
        "   - 牵头单位：市城管局\n   - 完成时限：2027年12月底前\n"
    )
    (task,) = plan.tasks
    assert (task.ref, task.title, names(task)[0]) == ("一.（一）.1", "更新管道", ["市城管局"])
    assert [str(when.date) for when in task.deadlines] == ["2025-12-31", "2026-12-31", "2027-12-31"]


def test_indented_signature_is_no_unit() -> None:
    plan = plan_of(
        "临澜市城市更新工作方案\n一、任务\n1.改造小区。\n牵头单位:市住建局\n责任单位:市财政局\n"
        "　　　　　临澜市人民政府办公室\n　　　　　2025年3月1日\n"
    )
    assert names(plan.tasks[0]) == (["市住建局"], ["市财政局"], [])
    assert plan.issuer == "临澜市人民政府办公室"


HEADS = {
    "notice_keeps_the_bracketed_period": (
        "平湖市人民政府关于印发城市更新行动方案(2025—2027年)的通知\n一、任务\n1.改造小区300个。\n",
        "城市更新行动方案(2025—2027年)",
        "平湖市人民政府",
    ),
    "issued_under_quotation": (
        "中共平湖市委办公室 平湖市人民政府办公室印发《关于加强人才工作的实施意见》\n一、任务\n1.引进人才300名。\n",
        "关于加强人才工作的实施意见",
        "中共平湖市委办公室 平湖市人民政府办公室",
    ),
    "preamble_names_no_issuer": (
        "新能源汽车推广工作方案\n为贯彻落实国务院关于加快发展新能源汽车的意见,制定本方案。\n一、任务\n1.建设充电桩300个。\n",
        "新能源汽车推广工作方案",
        None,
    ),
    "title_over_two_lines": (
        "平湖市聚焦企业关切\n优化营商环境的若干措施\n一、任务\n1.减少材料300份。\n",
        "平湖市聚焦企业关切优化营商环境的若干措施",
        None,
    ),
    "annex_below_its_notice": (
        "平湖市人民政府关于水利建设的通知\n各县区:\n请落实。\n2025年3月2日\n附件\n2025年水利建设任务分解表\n一、任务\n1.新建水库3座。\n",
        "2025年水利建设任务分解表",
        "平湖市人民政府",
    ),
    "covering_letter_with_items": (
        "平湖市人民政府关于印发《2025年重点工作分工方案》的通知\n一、加强领导。\n二、报送进展。\n2025年3月2日\n2025年重点工作分工方案\n一、任务\n1.新建水库3座。\n",
        "2025年重点工作分工方案",
        "平湖市人民政府",
    ),
}


@pytest.mark.parametrize("form", HEADS)
def test_head(form: str) -> None:
    text, title, issuer = HEADS[form]
    plan = plan_of(text)
    assert (plan.title, plan.issuer) == (title, issuer)


PLACES = {
    "year_before_the_place": ("2024年临河县政府工作报告重点任务分解方案", "临河县"),
    "place_that_ends_in_city_wall": ("鹿城市贯彻落实一揽子政策措施实施细则", "鹿城市"),
}


@pytest.mark.parametrize("form", PLACES)
def test_place(form: str) -> None:
    title, place = PLACES[form]
    assert plan_of(f"{title}\n一、任务\n1.推进改革。(县发改局负责)\n").jurisdiction == place


def test_number_with_a_redacted_place() -> None:
    plan = plan_of(
        "××县人民政府办公室文件\n×政办发〔2021〕9号\n××县重点工作方案\n一、任务\n1.推进改革。(县发改局负责)\n"
    )
    assert plan.doc_no == "×政办发〔2021〕9号"


NUMBERS = {
    "row_of_a_table": "发布文号 | 平政办〔2025〕9号 | 索引号 | 005452065 |\n平湖市工作方案",
    "behind_the_title": "平湖市工作方案(平政办〔2025〕9号)",
}


@pytest.mark.parametrize("form", NUMBERS)
def test_number(form: str) -> None:
    assert plan_of(f"{NUMBERS[form]}\n一、任务\n1.推进改革。(市发改局负责)\n").doc_no == "平政办〔2025〕9号"


PERIODS = {
    "years_from_a_first_one": ("平湖市工作方案\n自2023年起,用三年时间完成改造。", 2023, 2025),
    "year_in_the_preamble": ("平湖市任务分解\n会议确定了2025年市政府要做好的工作,现将任务分解如下:", 2025, 2025),
}


@pytest.mark.parametrize("form", PERIODS)
def test_period(form: str) -> None:
    front, first, last = PERIODS[form]
    period = plan_of(f"{front}\n一、任务\n1.推进改革。(市发改局负责)\n").period
    assert (str(period.start), str(period.end)) == (f"{first}-01-01", f"{last}-12-31")


GOALS = {
    "general_requirements": "工作方案\n一、总体要求\n到2026年,发明专利达到2万件。\n二、任务\n1.培育专利。\n",
    "preamble": "工作方案\n到2026年,全市发明专利达到2万件。\n一、任务\n1.培育专利。\n",
    "opening_of_the_paragraph": "工作方案\n一、目标\n到2026年,质量提升。发明专利达到2万件。\n二、任务\n1.培育专利。\n",
    "goals_and_tasks": "工作方案\n一、目标任务\n到2026年,发明专利达到2万件。\n二、措施\n1.培育专利。\n2.用好专利。\n",
}


@pytest.mark.parametrize("form", GOALS)
def test_goals(form: str) -> None:
    plan = plan_of(GOALS[form])
    assert [(one.value, one.unit, str(one.due)) for one in plan.indicators] == [(2.0, "万件", "2026-12-31")]
    assert all(task.title in {"培育专利", "用好专利"} for task in plan.tasks)


def test_goals_with_units_are_tasks() -> None:
    plan = plan_of(
        "临河县任务分解方案\n一、主要预期目标\n1.生产总值增长6%。\n牵头单位:县发改局\n2.收入增长5%。\n牵头单位:县财政局\n"
    )
    assert [len(task.indicators) for task in plan.tasks] == [1, 1]
    assert not plan.indicators


def test_stages_without_a_year_take_the_plans() -> None:
    plan = plan_of(
        "南江区2020年工作计划\n一、任务\n1.举办沙龙24场。\n二、时间安排\n(一)部署阶段(1月-2月):计划。\n(二)推进阶段(3月-12月):实施。\n"
    )
    assert [(str(phase.start), str(phase.end)) for phase in plan.phases] == [
        ("2020-01-01", "2020-02-29"),
        ("2020-03-01", "2020-12-31"),
    ]


def test_stages_as_paragraphs_under_their_heading() -> None:
    plan = plan_of(
        "城市更新方案\n一、任务\n1.改造小区。\n二、实施步骤\n第一阶段：2025年1月—3月，部署。\n第二阶段：2025年4月—12月，推进。\n"
    )
    assert [str(phase.end) for phase in plan.phases] == ["2025-03-31", "2025-12-31"]


FIGURES = {
    "conditions": ("功率在160千瓦及以下的充电桩优先布局,使用年限超过20年的电梯予以更新。", []),
    "amount_with_a_year_each": ("2025年筹建1000套,2026年筹建2000套。", ["1000套 2025-12-31", "2000套 2026-12-31"]),
    "two_series_with_the_same_years": (
        "2025年、2026年企业分别达到35家、46家,项目分别达到80个、90个。",
        ["35家 2025-12-31", "46家 2026-12-31", "80个 2025-12-31", "90个 2026-12-31"],
    ),
    "what_a_plant_can_do": ("抓好青石化工30万吨甲醇、星河建材80万吨水泥等项目建设。", []),
    "how_many_there_are": ("纳入考核的9个断面优良比例达到55%。", ["55%"]),
    "measures_of_two": ("细颗粒物浓度控制在29微克每立方米以下。", ["29微克每立方米"]),
    "time_behind_the_figure": ("建设农田6万亩,2026年12月底前全部完工。", ["6万亩 2026-12-31"]),
    "cumulative_without_a_time": ("三年累计改造300个小区。", ["300个"]),
    "taxes_to_be_raised": ("实现税收10亿元,利税3亿元。", ["10亿元", "3亿元"]),
    "counted_duties_are_names": ("坚持三个结合,抓好五项工作。", []),
    "sum_of_a_fund": ("设立总规模100亿元的产业引导基金。", ["100亿元"]),
    "totals_do_not_come_again": ("每年办活动50场,企业总数超过2000家。", ["50场 yearly", "2000家"]),
    "once_is_the_duty_itself": ("每月更换一次内容。", []),
    "each_quarter_is_not_each_year": ("每年培训2次,每季度至少1次检查。", ["2次 yearly", "1次"]),
}


@pytest.mark.parametrize("form", FIGURES)
def test_figures(form: str) -> None:
    body, expected = FIGURES[form]
    found = first_of(f"推进工作。{body}(牵头单位:市科技局)").indicators
    assert [
        " ".join(filter(None, (f"{one.value:g}{one.unit}", str(one.due or ""), one.freq))) for one in found
    ] == expected


def test_word_to_all_units_closes_the_plan() -> None:
    plan = plan_of(
        "重点工作分工意见\n一、任务\n1.推进改革。(省发展改革委负责)\n2.扩大开放。(省商务厅负责)\n"
        "各部门、各单位要切实抓好落实,每季度末向省政府报送进展情况。\n"
    )
    assert not plan.tasks[-1].recurring


def test_period_on_a_line_below_the_title() -> None:
    plan = plan_of(
        "争创示范城市实施方案\n（2013—2015年）\n一、任务\n1.推进改革。(市科技局负责)\n二、实施步骤\n(一)启动阶段(2013年8月-9月)\n动员。\n"
    )
    assert (str(plan.period.start), str(plan.period.end)) == ("2013-01-01", "2015-12-31")


def test_last_years_report_is_no_task() -> None:
    plan = plan_of(
        "创新工作总结及2019年计划\n一、2018年工作总结\n1.新增企业12家。\n二、2019年工作计划\n1.新增企业15家。\n2.组织活动10场。\n"
    )
    assert [task.ref for task in plan.tasks] == ["二.1", "二.2"]


def test_goals_with_items_beside_tasks_with_units() -> None:
    plan = plan_of(
        "岭南区2016年推进计划\n一、目标任务\n1、专利申请量达到4000件。\n2、培育企业5家。\n二、主要工作\n(一)加强引导\n"
        "1、修订办法。\n完成时限:3月底;责任部门:区科技局。\n2、编制规划。\n完成时限:6月底;责任部门:区科技局。\n"
    )
    assert [task.ref for task in plan.tasks] == ["二.(一).1", "二.(一).2"]
    assert [one.value for one in plan.indicators] == [4000.0, 5.0]
