"""Forms that offices print now and then: each is read as a person would."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.reader import read_plans

HEAD = "临澜市2026年海港整治工作方案\n一、重点任务\n"


def plans_of(text: str) -> list[ParsedPlan]:
    return list(read_plans(text, "port.txt"))


def facts_of(text: str) -> list[tuple[str, list[str], list[str], list[str], list[str]]]:
    """Of each task its title, units by role, and days."""
    (plan,) = plans_of(text)
    return [
        (
            task.title,
            [unit.name for unit in task.lead],
            [unit.name for unit in task.responsible],
            [unit.name for unit in task.participating],
            [str(one.date) for one in task.deadlines],
        )
        for task in plan.tasks
    ]


def test_units_behind_a_dash_are_those_of_the_item_above():
    items = "1.清理航道。6月底前完成。\n——市科技局牵头，市教育局、棠溪大学配合\n"
    items += "2.整修码头。\n——市交通局牵头，市财政局配合\n"
    assert facts_of(HEAD + items) == [
        ("清理航道", ["市科技局"], [], ["市教育局", "棠溪大学"], ["2026-06-30"]),
        ("整修码头", ["市交通局"], [], ["市财政局"], []),
    ]


def test_a_sign_for_a_note_opens_no_item():
    notes = "二、保障措施\n成立专班。\n注释：\n[1] 智联网：指提供服务的网络。\n[2] 航标：指助航设施。\n"
    items = "（一）建设智联网[1]。6月底前建成。\n牵头单位：市数据局\n（二）更新航标[2]。\n牵头单位：市港航局\n"
    assert [units for _, units, *_ in facts_of(HEAD + items + notes)] == [["市数据局"], ["市港航局"]]


def test_labels_in_brackets_at_the_head_of_a_line_are_labels():
    text = f"{HEAD}1、修补路面。\n【责任科室】城建科\n【协同单位】柳荫社区\n【完成时限】6月底前\n"
    assert facts_of(text) == [("修补路面", [], ["城建科"], ["柳荫社区"], ["2026-06-30"])]


def test_labels_may_be_parted_by_bars():
    text = f"{HEAD}1、修补路面。\n牵头：市住建局｜配合：各乡镇｜时限：9月底\n"
    assert facts_of(text) == [("修补路面", ["市住建局"], [], ["各乡镇"], ["2026-09-30"])]


def test_what_stands_behind_a_bullet_is_the_task():
    items = "".join(
        f"◆ {above}\n\n■ {title}，逐条闭环。\n分工：{unit}（牵头）、信息中心（配合）　进度：{month}月底前完成\n\n"
        for above, title, unit, month in [
            ("生产", "检查企业", "药品生产监管处", 6),
            ("流通", "整治挂证", "药品流通监管处", 7),
            ("器械", "组织抽检", "医疗器械监管处", 8),
        ]
    )
    found = facts_of(f"省药监局2026年重点工作任务\n\n{items}")
    assert found[0] == ("检查企业，逐条闭环", ["药品生产监管处"], [], ["信息中心"], ["2026-06-30"])
    assert [title for title, *_ in found] == ["检查企业，逐条闭环", "整治挂证，逐条闭环", "组织抽检，逐条闭环"]


def test_the_paragraphs_of_minutes_are_tasks_by_what_they_are_about():
    about = [("山塘处置", "县水利局"), ("薪酬改革", "县卫健局"), ("地块收储", "县自然资源局")]
    said = "".join(
        f"关于{what}。会议听取了汇报。由{unit}牵头，会同县财政局、县应急局，6月底前完成。所需经费从预备费安排。\n\n"
        for what, unit in about
    )
    found = facts_of(f"禾川县人民政府第38次常务会议纪要\n\n2026年5月9日，县长主持召开会议。\n\n{said}")
    assert [(title, lead) for title, lead, *_ in found] == [(f"关于{what}", [unit]) for what, unit in about]


def test_units_that_a_chapter_gives_to_all_its_items_are_theirs():
    chapter = (
        "一、生育支持（本章第1至2项任务均由市卫健委牵头，市医保局、市财政局配合）\n1.建立补贴制度。\n2.增加托位。\n"
    )
    more = "二、教育支持（本章第3项任务由市教育局牵头）\n3.新建幼儿园。\n"
    found = facts_of(f"临澜市2026年行动计划\n{chapter}{more}")
    assert found[0] == ("建立补贴制度", ["市卫健委"], [], ["市医保局", "市财政局"], [])
    assert found[1][1] == ["市卫健委"]


def test_parts_of_a_month_go_with_the_month_in_the_column_before():
    rows = "3月\t上旬\t勘测水域\t市体育局\n\t下旬\t发出邀请\t市外办\n4月\t中旬\t发布会徽\t市委宣传部\n"
    found = facts_of(f"临澜市2026年赛事筹备时间表\n月份\t时段\t工作内容\t承办单位\n{rows}")
    assert [days for *_, days in found] == [["2026-03-10"], ["2026-03-31"], ["2026-04-20"]]


def test_years_atop_columns_are_no_days_of_a_task_that_has_its_own():
    rows = "1\t修防火道路\t公里\t20\t30\t市林业局\t2027年10月\n2\t建隔离带\t公里\t10\t15\t市应急局\t2027年9月\n"
    found = facts_of(f"临澜市防火任务表（2026—2027年）\n序号\t任务\t单位\t2026年\t2027年\t责任单位\t完成时限\n{rows}")
    assert [days for *_, days in found] == [["2027-10-31"], ["2027-09-30"]]


def test_the_clause_that_says_by_when_is_no_part_of_the_title():
    text = f"{HEAD}1.修订引航方案，3月20日前经办公会审定（责任单位：市港航局）。\n2.清理航道（责任单位：市水利局）。\n"
    assert [title for title, *_ in facts_of(text)] == ["修订引航方案", "清理航道"]


def test_marks_under_units_mean_what_a_note_in_quotation_marks_says_also_where_the_last_are_empty():
    text = (
        "临澜市2026年任务责任矩阵\n说明：“★”为牵头单位，“√”为配合单位。\n"
        "序号\t重点任务\t市民政局\t市教育局\t市公安局\n1\t摸底建档\t★\t\n2\t开展巡查\t\t√\t★\n"
    )
    assert [(lead, sharing) for _, lead, _, sharing, _ in facts_of(text)] == [
        (["市民政局"], []),
        (["市公安局"], ["市教育局"]),
    ]


def test_a_letter_that_sends_a_list_is_no_plan_of_its_own():
    letter = (
        "关于做好石材博览会筹备工作的函\n\n市直有关部门：\n\n现将筹备任务清单（见附件）函送你们。\n\n"
        "一、请对照清单抓紧落实。\n\n二、请明确一名联络员。\n\n附件：石材博览会筹备任务清单\n\n博览会筹委会\n2026年7月8日\n\n"
    )
    tasks = "附件\n\n石材博览会筹备任务清单\n\n一、会务组\n\n"
    tasks += "1.印发方案\n主办：市委办公室　时限：8月20日前\n\n2.邀请嘉宾\n主办：市外办\n"
    (plan,) = plans_of(letter + tasks)
    assert [task.title for task in plan.tasks] == ["印发方案", "邀请嘉宾"]


@pytest.mark.parametrize(("word", "role"), [("主攻单位", "lead"), ("协攻单位", "participating")])
def test_words_for_who_does_a_task(word, role):
    (plan,) = plans_of(f"{HEAD}1.修补路面。\n{word}：市住建局\n2.清理航道。\n{word}：市港航局\n")
    assert [unit.name for unit in plan.tasks[0].units(role)] == ["市住建局"]


def doubts_of(text: str) -> list[list[tuple[str, str]]]:
    """Of each task the codes and fields of its doubts."""
    (plan,) = plans_of(text)
    return [[(doubt.code, doubt.field) for doubt in task.problems] for task in plan.tasks]


RANKED = "序号\t任务\t责任单位\t完成时限\n1\t清理航道\t市港航局、市财政局\t6月底前\n2\t整修码头\t市交通局\t8月底前\n"


@pytest.mark.parametrize(
    ("rule", "lead", "responsible", "participating"),
    [
        ("说明：责任单位列首位的为牵头单位，其余为配合单位。", ["市港航局"], [], ["市财政局"]),
        ("说明：列第一位的为牵头单位。", ["市港航局"], ["市财政局"], []),
    ],
)
def test_a_rule_says_what_the_units_behind_the_first_are(rule, lead, responsible, participating):
    title = "临澜市2026年海港整治任务表"
    assert facts_of(f"{title}\n{rule}\n{RANKED}")[0][1:4] == (lead, responsible, participating)


def test_a_rule_of_roles_that_is_not_known_is_doubted_on_each_task():
    text = f"临澜市2026年海港整治任务表\n说明：加粗的为牵头单位。\n{RANKED}"
    assert doubts_of(text) == [[("rule-of-roles", "responsible")]] * 2


@pytest.mark.parametrize(
    ("said", "name"),
    [("各专项括号内的牵头单位、成员单位即为其下各项任务的牵头单位、配合单位。\n", "航道专项"), ("", "航道整治专班")],
)
def test_the_units_of_a_team_are_those_of_the_tasks_below_it(said, name):
    items = "1.清理航道，6月底前完成。\n2.整修码头，8月底前完成。\n"
    text = f"临澜市2026年海港整治任务安排\n{said}一、{name}（牵头单位：市港航局；成员单位：市财政局）\n{items}"
    assert facts_of(text) == [
        ("清理航道", ["市港航局"], [], ["市财政局"], ["2026-06-30"]),
        ("整修码头", ["市港航局"], [], ["市财政局"], ["2026-08-31"]),
    ]


@pytest.mark.parametrize(("begin", "days"), [("启动时间", []), ("开工时间", ["2026-05-10"])])
def test_from_when_is_no_time_limit_unless_a_site_is_opened_after_the_issue(begin, days):
    rows = f"序号\t事项来源\t督办事项\t主办单位\t{begin}\t完成时间\t备注\n"
    rows += "1\t县政府常务会议\t清理航道\t县港航局\t2026-03-01\t2026-06-30\t第3号\n"
    rows += "2\t县委经济工作会议\t整修码头\t县交通局\t2026-05-10\t长期坚持\n"  # the last cell is empty
    text = f"临澜县2026年海港整治台账\n临澜县人民政府督查室　　2026年4月8日\n{rows}"
    assert facts_of(text) == [
        ("清理航道", ["县港航局"], [], [], ["2026-06-30"]),
        ("整修码头", ["县交通局"], [], [], days),
    ]
    assert doubts_of(text) == [[], []]


def test_names_and_a_time_in_a_bracket_are_units_without_their_level_too():
    said = "各项任务末尾括号内为责任单位和完成时限。\n"
    items = "①抢修线路6处（国网临澜供电公司，2026年6月8日前）；\n②疏通航道（市港航局、市水利局，2026年7月底前）；\n"
    items += "③整修码头（市交通局，2026年8月底前）。\n"
    text = f"临澜市2026年海港整治方案\n{said}一、主要任务\n{items}"
    assert facts_of(text)[0] == ("抢修线路6处", [], ["国网临澜供电公司"], [], ["2026-06-08"])
    assert doubts_of(text) == [[], [], []]
    assert plans_of(text)[0].problems == ()


def test_the_points_of_a_letter_that_sends_a_list_are_no_tasks():
    letter = "一、提高认识。各乡镇要克服麻痹思想。\n二、压实责任。对照任务清单（见附件）逐项落实，6月底前报送进展。\n"
    signed = "附件：海港整治任务清单\n临澜县人民政府办公室\n2026年3月18日\n附件\n临澜县2026年海港整治任务清单\n"
    rows = "序号\t任务\t牵头单位\t完成时限\n1\t清理航道\t县港航局\t2026年6月底\n2\t整修码头\t县交通局\t2026年8月底\n"
    text = f"临澜县人民政府办公室关于做好2026年海港整治工作的通知\n现将有关事项通知如下：\n{letter}{signed}{rows}"
    assert [title for title, *_ in facts_of(text)] == ["清理航道", "整修码头"]
    assert plans_of(text)[0].problems == ()


def test_this_year_is_that_of_the_documents_number():
    items = "1.清理航道。今年10月底前完成。\n牵头单位：市港航局\n"
    items += "2.审计资金。对2023年至2025年资金开展审计。\n牵头单位：市审计局\n"
    text = f"临政〔2026〕22号\n临澜市人民政府关于整治海港的工作方案\n一、任务\n{items}"
    assert [days for *_, days in facts_of(text)] == [["2026-10-31"], []]
    assert doubts_of(text) == [[], []]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("开展汛前大检查。3月底前完成泵站排查。", ["2026-03-31"]),
        ("开展汛前大检查。", ["2026-05-31"]),
        ("组织祭扫，清明节前（4月4日前）完成。", ["2026-04-04"]),
        ("开办托育点，六一前完成。", ["2026-05-31"]),
    ],
)
def test_a_season_is_a_time_only_where_nothing_else_tells_the_day(said, days):
    assert facts_of(f"{HEAD}1.{said}\n牵头单位：市港航局\n")[0][4] == days


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("10月底前把平均担保费率降到1%以下。", [(1.0, "%", "2026-10-31")]),
        ("9月底前对30个以上竣工项目实行联合验收。", [(30.0, "个", "2026-09-30")]),
        ("制定行业标准20个，10月底前发布。", [(20.0, "个", "2026-10-31")]),
        ("对排查出的12处破损路面逐处修复，10月底前完成。", [(12.0, "处", "2026-10-31")]),
    ],
)
def test_what_is_to_be_reached_is_a_figure(said, figures):
    (plan,) = plans_of(f"{HEAD}1.整治海港。{said}\n牵头单位：市港航局\n")
    assert [(one.value, one.unit, str(one.due)) for one in plan.tasks[0].indicators] == figures


def test_a_figure_that_a_later_clause_may_give_its_day_is_doubted():
    text = f"{HEAD}1.整治海港。建设泊位20个，10月底前编制方案。\n牵头单位：市港航局\n"
    assert ("figure-day", "indicator") in doubts_of(text)[0]


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("举办测试赛5项，检验场地器材", "举办测试赛5项，检验场地器材"),
        ("清洗供水设施；建立水箱档案", "清洗供水设施"),
        ("推进钢厂搬迁，9月底前新厂区投产", "推进钢厂搬迁"),
        ("改建实验室4间，秋季学期开学前投入使用", "改建实验室4间"),
        ("培育医疗器械，力争3个产品9月底前获批", "培育医疗器械"),
    ],
)
def test_a_title_is_the_first_sentence_up_to_when_it_is_done(cell, title):
    table = f"临澜市2026年海港整治任务表\n序号\t任务\t牵头单位\n1\t{cell}\t市港航局\n2\t整修码头\t市交通局\n"
    assert facts_of(table)[0][0] == title
    assert facts_of(f"{HEAD}1.{cell}。\n牵头单位：市港航局\n")[0][0] == title


def test_a_label_in_a_bracket_is_not_taken_together_with_the_word_before_it():
    text = f"{HEAD}1.组织祭扫，清明节前（4月4日前）完成（协同处室：校团委）。\n2.更新桌椅（协同处室：总务处）。\n"
    assert [participating for *_, participating, _ in facts_of(text)] == [["校团委"], ["总务处"]]


def test_who_signs_a_plan_without_numbers_is_no_unit_of_its_last_task():
    items = "".join(
        f"■ {title}。\n分工：{unit}（牵头）　进度：6月底前完成\n\n"
        for title, unit in [("检查企业", "生产监管处"), ("整治挂证", "流通监管处"), ("组织抽检", "器械监管处")]
    )
    text = f"省药监局2026年重点工作任务\n\n{items}省药品监督管理局办公室\n2026年2月12日\n"
    assert facts_of(text)[-1] == ("组织抽检", ["器械监管处"], [], [], ["2026-06-30"])


def test_a_title_in_a_table_of_facts_is_read_without_its_word():
    facts = "索引号\t000014349/2026\n发文机关\t临澜市人民政府办公室\n成文日期\t2026-02-13\n"
    facts += "标题\t临澜市2026年海港整治实施方案\n发文字号\t临政办〔2026〕6号\n"
    (plan,) = plans_of(f"{facts}临澜市2026年海港整治实施方案\n一、任务\n1.清理航道。\n牵头单位：市港航局\n")
    assert (plan.title, plan.issuer, plan.jurisdiction) == (
        "临澜市2026年海港整治实施方案",
        "临澜市人民政府办公室",
        "临澜市",
    )


def test_a_column_of_times_by_when_says_by_when_whatever_its_word():
    rows = "序号\t事项\t承办\t几时办好\n1\t维修水泥路\t村民委员会\t4月底\n2\t开办饭堂\t村妇联\t端午节前（6月18日前）\n"
    assert facts_of(f"青柳镇石门村2026年实事清单\n{rows}") == [
        ("维修水泥路", [], ["村民委员会"], [], ["2026-04-30"]),
        ("开办饭堂", [], ["村妇联"], [], ["2026-06-18"]),
    ]


def test_minutes_are_numbered_without_a_sign_and_name_who_joins_in():
    about = "一、关于街区保护\n由市住建局牵头，会同城东街道办事处、市财政局编制专篇，7月底前报审。\n"
    text = f"〔2026〕14号\n\n云岭市历史文化街区保护专题会议纪要\n\n{about}"
    (plan,) = plans_of(text)
    assert (plan.doc_no, plan.title) == ("〔2026〕14号", "云岭市历史文化街区保护专题会议纪要")
    assert [unit.name for unit in plan.tasks[0].participating] == ["城东街道办事处", "市财政局"]
    assert [str(one.date) for one in plan.tasks[0].deadlines] == ["2026-07-31"]


def test_who_is_over_a_chapter_makes_no_task_of_it():
    chapter = "一、扩大需求（责任领导：常务副市长宋怀民）\n"
    text = f"临澜市2026年海港整治工作方案\n{chapter}1.清理航道。【市港航局牵头，财政局配合】\n"
    assert [title for title, *_ in facts_of(text)] == ["清理航道"]


@pytest.mark.parametrize(
    ("head", "place", "issuer", "period"),
    [
        ("柳塘乡2026年下半年重点工作安排表", "柳塘乡", None, ("2026-07-01", "2026-12-31")),
        ("桐江市水务局2026年工作要点", "桐江市", "桐江市水务局", ("2026-01-01", "2026-12-31")),
        ("城镇老旧小区改造2026年工作方案", None, None, ("2026-01-01", "2026-12-31")),
        ("澜川市科技攻坚行动方案\n决定自2026年6月5日至9月12日开展攻坚。", "澜川市", None, ("2026-06-05", "2026-09-12")),
        ("川西林区三年任务分解表\n制表：川西林区管理局　　2026年1月15日", "川西林区", "川西林区管理局", (None, None)),
    ],
)
def test_a_head_tells_place_issuer_and_period(head, place, issuer, period):
    (plan,) = plans_of(f"{head}\n一、重点任务\n1.清理航道。\n牵头单位：水运科\n")
    told = tuple(str(day) if day else None for day in (plan.period.start, plan.period.end))
    assert (plan.jurisdiction, plan.issuer, told) == (place, issuer, period)


def test_who_and_when_may_be_asked_and_answered():
    text = (
        "枫岭镇2026年民生实事\n\n1.铺平村组路\n做什么：硬化道路6公里\n谁牵头：镇建设办\n谁来配合：各村委会\n何时办成：5月底\n"
        "2.开办食堂\n做什么：新开食堂3个\n谁牵头：镇民政办\n何时办成：6月底\n"
    )
    [plan] = plans_of(text)
    first, second = plan.tasks
    assert [[unit.name for unit in units] for units in (first.lead, first.participating)] == [
        ["镇建设办"],
        ["各村委会"],
    ]
    assert [(one.value, str(one.due)) for one in (*first.indicators, *second.indicators)] == [
        (6, "2026-05-31"),
        (3, "2026-06-30"),
    ]


def test_a_table_of_projects_may_build_a_unit_and_tells_by_colons_what_each_quarter_brings():
    rows = "序号\t项目名称\t季度工作目标\t牵头单位\t配合单位\t跟踪科室\n"
    rows += "1\t滨海快速路\t一季度：征地拆迁扫尾 二季度：路基贯通\t市交通局\t市财政局\t秘书一科\n"
    rows += "2\t市社会福利综合服务中心\t三季度：主体完工\t市民政局\t市财政局\t秘书一科\n"
    rows += "3\t海堤加固\t四季度：完成验收\t市水利局\t市财政局\t秘书二科\n"
    text = f"临澜市2026年重点项目推进清单\n临澜市人民政府办公室　　2026年1月8日\n{rows}"
    assert [days for *_, days in facts_of(text)] == [["2026-03-31", "2026-06-30"], ["2026-09-30"], ["2026-12-31"]]
    assert doubts_of(text) == [[], [], []]


def test_what_is_there_and_what_a_bracket_tells_again_is_no_doubt():
    items = "1.提升民宿品质。现有民宿213家，其中等级民宿仅19家。年底前新评定等级民宿12家。（牵头单位：市文旅局）\n"
    items += "2.打造环湖旅游带。依托48公里湖岸线，9月底前建成骑行道32公里。（牵头单位：市文旅局）\n"
    items += "3.改建实验室4间，秋季学期开学前（8月28日前）投入使用。（牵头单位：市教育局）\n"
    items += "4.组建应急队伍18支，主汛期前（5月底）到位。（牵头单位：市应急局）\n"
    text = f"临澜市2026年重点工作方案\n一、重点任务\n{items}"
    (plan,) = plans_of(text)
    assert [[(one.value, str(one.due)) for one in task.indicators] for task in plan.tasks] == [
        *([(12, "2026-12-31")], [(32, "2026-09-30")], [(4, "2026-08-28")], [(18, "2026-05-31")]),
    ]
    assert doubts_of(text) == [[], [], [], []]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("各有关单位每季度后10日内向市政府督查室报送进展情况。", "每季度后10日内"),
        ("各牵头单位要将任务进展情况于每月25日前报市政府督查室。", "每月25日前"),
        ("各有关单位要加强协作，每月召开一次会议。", None),
    ],
)
def test_how_often_all_are_to_report_is_told_of_the_plan(said, rule):
    text = "临澜市2026年重点工作方案\n一、重点任务\n1.清理航道。6月底前完成。（牵头单位：市港航局）\n"
    (plan,) = plans_of(f"{text}2.整修码头。年底前完成。（牵头单位：市交通局）\n二、保障措施\n{said}\n")
    told = [(one.line, one.facts["text"]) for one in plan.problems if one.code == "cadence-told"]
    assert told == ([(6, rule)] if rule else [])
