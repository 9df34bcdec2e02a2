"""Which items are tasks, under which title, section and number."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.decode import NotAPlanError


def tasks(text: str):
    return read_plans(text, "plan.txt")[0].tasks


def titles(text: str) -> list[tuple[str, str]]:
    return [(task.ref, task.title) for task in tasks(text)]


WITHOUT_UNITS = """云江市科技创新实施方案
为做好工作,根据《国务院关于创新的意见》(国发〔2012〕6号),制定本方案。
一、试点基础
(一)基础雄厚。现有企业40家。
二、总体要求
(一)指导思想。坚持创新。
(二)基本原则
1.坚持统筹。
2.坚持协同。
三、工作目标
到2017年,新增企业50家。
四、主要任务
围绕目标做好以下工作。
(一)培育企业
1.引进企业。加大力度。
2.培育主体
建设一批企业。
(二)优化环境。完善政策。
五、保障措施
(一)加强领导。
(二)强化督查。
六、进度安排
(一)启动阶段(2013年4月—2015年12月)
全面启动。
(二)总结阶段(2016年1月—2017年12月)
认真总结。
附件:领导小组名单
组长:张三
"""


def test_without_units_the_smallest_items_of_tasks_and_measures_are_tasks():
    assert titles(WITHOUT_UNITS) == [
        ("四.(一).1", "引进企业"), ("四.(一).2", "培育主体"), ("四.(二)", "优化环境"), ("五.(一)", "加强领导"), ("五.(二)", "强化督查"),
    ]  # fmt: skip


def test_section_label_and_lines():
    task = tasks(WITHOUT_UNITS)[1]
    assert task.section == ("四、主要任务", "(一)培育企业")
    assert task.label == "2."
    assert task.lines == (16, 17)
    assert task.text == "培育主体\n建设一批企业。"
    assert task.units_raw is None


def test_goals_become_indicators_and_stages_phases():
    plan = read_plans(WITHOUT_UNITS, "plan.txt")[0]
    assert [(i.value, i.unit) for i in plan.indicators] == [(50, "家")]
    assert [phase.title for phase in plan.phases] == ["启动阶段", "总结阶段"]
    assert plan.phases[0].start.isoformat() == "2013-04-01"


def test_paragraphs_with_their_own_units_are_a_task_each():
    text = (
        "云江市方案\n一、重点任务\n1.主体工程。加大培育力度。扶持企业。(责任单位:市科技局)\n支持机构建设。建设机构。(责任单位:市发改委)\n"
        "深入实施人才引进计划,到2017年,引进领军人才二百名,建成一批创新团队。(责任单位:市人社局)\n2.其他。(责任单位:市统计局)\n"
    )
    assert titles(text) == [
        ("一.1/1", "加大培育力度"),
        ("一.1/2", "支持机构建设"),
        ("一.1/3", "深入实施人才引进计划"),
        ("一.2", "其他"),
    ]
    assert tasks(text)[0].section == ("一、重点任务", "1.主体工程")
    assert tasks(text)[1].lines == (4, 4)


def test_a_heading_is_the_first_paragraphs_own_title_where_a_time_follows_it():
    text = (
        "云江市方案\n一、重点任务\n1.推动重组。2026年6月底前,完成整合,理顺关系。(市国资委负责)\n清理退出。分类处置。(市财政局负责)\n"
        "2.其他。(市统计局负责)\n"
    )
    assert titles(text) == [("一.1/1", "推动重组"), ("一.1/2", "清理退出"), ("一.2", "其他")]


def test_a_heading_that_a_half_width_stop_ends_before_a_day():
    text = "云江市方案\n(1) 开展欠薪清零. 11月底前逐项核查. (牵头单位: 市住建局)\n(2) 建成5.5公里绿道. (牵头单位: 市城管局)\n"
    assert titles(text) == [("(1)", "开展欠薪清零"), ("(2)", "建成5.5公里绿道")]


def test_an_article_on_what_for_a_plan_was_made_is_no_task():
    text = "云江市措施\n第一条 为促进发展,根据上级要求,制定本政策措施。\n第二条 支持企业做大。给予奖励。\n(责任单位:市商务局)\n"
    assert [title for _, title in titles(text)] == ["支持企业做大"]


def test_who_takes_part_in_a_later_sentence_is_part_of_the_task_before_it():
    text = "云江市会议纪要\n一、供水改造\n(一)由市水务局负责,6月底前更换管网8公里。市住建局、市公安局配合。\n(二)由市发改局牵头,5月底前提出方案。\n"
    first, second = read_plans(text, "x")[0].tasks
    assert ([unit.name for unit in first.lead], [unit.name for unit in first.participating]) == (
        ["市水务局"],
        ["市住建局", "市公安局"],
    )
    assert [one.text for one in first.deadlines] == ["6月底前"]
    assert [unit.name for unit in second.lead] == ["市发改局"]


def test_how_many_are_built_is_no_unit():
    text = "云江市会议纪要\n一、(一)同意改造卫生院5所,由市卫健局组织实施。\n(二)由市发改局牵头,5月底前提出方案。\n"
    assert not any("5所" in unit.name for task in read_plans(text, "x")[0].tasks for unit in task.all_units)


def test_who_filled_a_table_in_has_no_task():
    table = "序号\t阶段\t事项名称\t牵头部门\t搭手部门\n1\t个人\t办新生儿事\t市卫健委\t市公安局\n2\t个人\t办入学事\t市教育局\t市公安局\n"
    plan = read_plans(f"云江市2026年事项清单\n填报单位：云江市政务服务管理局\n{table}", "x")[0]
    assert [task.title for task in plan.tasks] == ["办新生儿事", "办入学事"]


def test_a_chapter_of_principles_is_no_task_whatever_they_are_principles_of():
    text = "云江市问题整改方案\n一、整改原则\n坚持举一反三。\n二、整改任务\n1.修订目录。(责任科室:药学部)\n2.盘点耗材。(责任科室:设备科)\n"
    assert [task.title for task in read_plans(text, "x")[0].tasks] == ["修订目录", "盘点耗材"]


def test_a_chapter_whose_word_is_printed_with_blanks_is_what_it_says():
    text = "云江市措施\n第一章　总　则\n第一条 本措施所称企业是指法人。\n第二章　支持措施\n第二条 支持企业。给予奖励。\n(责任单位:市商务局)\n第三章　附　则\n第三条 市商务局管解释。\n"
    plan = read_plans(text, "x")[0]
    assert [task.title for task in plan.tasks] == ["支持企业"]
    assert not plan.account.left_over


def test_a_chapter_that_makes_the_grounds_firm_is_tasks_and_one_of_grounds_is_none():
    text = "云江市要点\n一、工作基础\n(一)体系完备。已建站3个。\n二、夯实工作基础\n(一)完善网络。新建站3个。\n(二)锻造队伍。加强培训。\n"
    assert [title for _, title in titles(text)] == ["完善网络", "锻造队伍"]


def test_items_that_open_with_a_unit_and_a_colon_are_its_tasks():
    text = (
        "云江市分工\n一、排查\n1.市水利局:4月10日前完成鉴定42座。\n2.市住建局:整治易涝点。\n"
        "3.市发改委会同市财政局:补充物资。\n"
    )
    assert titles(text) == [("一.1", "4月10日前完成鉴定42座"), ("一.2", "整治易涝点"), ("一.3", "补充物资")]
    assert [[unit.name for unit in task.lead] for task in tasks(text)] == [["市水利局"], ["市住建局"], ["市发改委"]]
    assert [unit.name for unit in tasks(text)[2].participating] == ["市财政局"]


def test_a_title_that_is_a_units_name_is_a_problem():
    (task, _) = tasks("云江市方案\n一、任务\n1.市水利局:完成鉴定。\n2.加强宣传。广泛发动。\n")
    assert "title-doubtful" in {problem.code for problem in task.problems}


def test_who_holds_an_event_or_sees_to_the_plan_has_no_task_of_it():
    text = (
        "云江市节庆方案\n一、组织机构\n主办单位:云江市人民政府\n承办单位:市文旅局、市林业局\n二、任务分工\n"
        "(一)开幕式。完成彩排。\n牵头单位:市文旅局\n(二)观鸟赛。完成踏勘。\n牵头单位:市林业局\n"
        "三、保障措施\n领导小组统筹推进,市政府督查室定期督办。\n"
    )
    assert [title for _, title in titles(text)] == ["开幕式", "观鸟赛"]


def test_what_counts_paragraphs_is_no_part_of_their_titles():
    text = "云江市措施\n1.完善机制。一是深化建设,做到应建尽建(市委组织部负责);\n二是推进党建(市委社工部负责)。\n2.其他。(市统计局负责)\n"
    assert [title for _, title in titles(text)] == ["深化建设,做到应建尽建", "推进党建", "其他"]


def test_lines_broken_at_a_width_are_joined_whatever_signs_stand_in_them():
    text = (
        "        云江市储能方案\n\n    一、重点任务\n"
        "    (一)加快电网侧建设。引导储能电站在新能源富集区、负荷中心合\n"
        "理布局,2026 年 12 月底前开工建设朔西储能电站,2027 年 6 月底\n"
        "前建成投产 30 万千瓦。(市能源局牵头,市自然资源局、国网云江\n"
        "供电公司配合)\n"
        "    (二)强化技术攻关。支持企业与高校院所共建创新平台,到 2027\n"
        "年建成创新平台 3 个。(市科技局牵头,市教育局、云江理工学院、\n"
        "市工信局配合)\n"
        "    (三)守牢安全底线。建立储能电站全生命周期管理制度,每半\n"
        "年开展一次检查。(市应急局、市消防救援支队、市市场监管局按职\n"
        "责分工负责)\n"
        "    (四)创新投融资。鼓励开发“储能贷”。(市金\n"
        "融办牵头,市财政局配合)\n"
    )
    first, second, third, fourth = tasks(text)
    assert [unit.name for unit in fourth.lead] == ["市金融办"]
    assert [str(one.date) for one in (*first.deadlines, *second.deadlines)] == [
        "2026-12-31",
        "2027-06-30",
        "2027-12-31",
    ]
    assert [unit.name for unit in third.responsible] == ["市应急局", "市消防救援支队", "市市场监管局"]
    assert [(one.freq, one.interval) for one in third.recurring] == [("monthly", 6)]


def test_several_clauses_in_one_paragraph_are_a_task_each():
    text = "云江市方案\n(一)巩固提升。对照标准。(牵头单位:市文明办)加强督查。(牵头单位:市督查室)\n(二)其他。(牵头单位:市文明办)\n"
    assert titles(text) == [("(一)/1", "对照标准"), ("(一)/2", "加强督查"), ("(二)", "其他")]


def test_parent_and_children_with_units_are_all_tasks():
    text = "云江市任务\n(一)创建工作(牵头单位:市文明办)\n1.开展宣传。(责任单位:市委宣传部)\n2.整治市容。(责任单位:市城管局)\n"
    assert titles(text) == [("(一)", "创建工作"), ("(一).1", "开展宣传"), ("(一).2", "整治市容")]
    assert tasks(text)[1].section == ("(一)创建工作",)


def test_units_after_the_last_child_throughout_are_the_parents():
    text = "三、重点任务\n(一)强化主体\n1.培育企业。\n2.建设机构。\n责任单位:市科技局\n(二)优化环境\n1.加大投入。\n2.完善政策。\n责任单位:市发改委\n"
    assert titles(text) == [("三.(一)", "强化主体"), ("三.(二)", "优化环境")]
    assert tasks(text)[0].lines == (2, 5)
    assert tasks(text)[0].responsible[0].name == "市科技局"


def test_part_without_units_beside_parts_with_them():
    text = "云江市方案\n一、重点任务\n(一)甲事。(责任单位:市科技局)\n(二)乙事。\n二、保障措施\n(一)加强领导。\n"
    found = tasks(text)
    assert [task.ref for task in found] == ["一.(一)", "一.(二)", "二.(一)"]
    assert "no-units" in {problem.code for problem in found[1].problems}
    assert found[2].problems == ()


def test_title_stops_at_a_colon_after_a_name_but_not_in_a_sentence():
    assert titles("云江市任务\n1.提升工程:建设一批项目,完善一批设施。\n2.加快建设,做到:有序、高效。\n") == [
        ("1", "提升工程"), ("2", "加快建设,做到:有序、高效"),
    ]  # fmt: skip


def test_unnumbered_headings_are_sections():
    text = "云江市实施方案\n\n工作目标\n\n到2025年,合格率达到95%以上。\n\n主要任务\n\n1.强化引领。制定标准。\n\n保障措施\n\n1.加强领导。\n"
    assert [(task.section, task.title) for task in tasks(text)] == [
        (("主要任务",), "强化引领"),
        (("保障措施",), "加强领导"),
    ]


def test_signature_and_annex_belong_to_no_task():
    text = "云江市任务\n一、甲事。做好。\n二、乙事。做好。\n云江市人民政府\n2022年2月25日\n附件:分解表\n说明\n"
    assert tasks(text)[1].lines == (3, 3)
    assert tasks(text)[1].text == "乙事。做好。"


def test_words_on_when_it_holds_are_no_task():
    text = (
        "云江市若干措施\n一、促进消费。发放补贴。\n二、促进投资。完善政策。\n三、本措施自印发之日起施行,有效期3年。\n"
    )
    assert [task.ref for task in tasks(text)] == ["一", "二"]


def test_traditional_characters_are_read_and_stay_as_printed():
    text = "雲江市行動方案\n一、主要任務\n(一)保護文物。加強保護。(牽頭單位:市文化廣電旅遊局;責任單位:市財政局、住房和城鄉建設局,各縣(市、區)政府)\n"
    task = tasks(text)[0]
    assert task.title == "保護文物"
    assert [m.name for m in task.lead] == ["市文化廣電旅遊局"]
    assert [m.name for m in task.responsible] == ["市財政局", "市住房和城鄉建設局", "各縣(市、區)政府"]


def test_compilation_of_plans():
    text = "网站首页\n篇一:工作方案\n一、主要任务\n1.甲事。\n二、保障措施\n1.乙事。\n篇二:工作方案\n一、主要任务\n1.丙事。\n2.丁事。\n"
    plans = read_plans(text, "plans.txt")
    assert [[task.title for task in plan.tasks] for plan in plans] == [["甲事", "乙事"], ["丙事", "丁事"]]
    assert [plan.title for plan in plans] == ["工作方案", "工作方案"]


def test_numbering_that_begins_anew_under_a_further_title():
    text = (
        "甲市工作方案\n一、加强管理。\n二、完善制度。\n三、强化监督。\n乙市工作方案\n一、推进改革。\n二、优化服务。\n"
    )
    assert [[task.title for task in plan.tasks] for plan in read_plans(text, "x")] == [
        ["加强管理", "完善制度", "强化监督"],
        ["推进改革", "优化服务"],
    ]


def test_web_page_rests_are_left_out():
    text = (
        "当前位置:首页 > 政务公开\n云江市工作方案\n浏览次数:123\n一、主要任务\n1.甲事。做好。\n2.乙事。做好。\n打印本页 关闭窗口\n"
        "版权所有:云江市政府\n联系电话:123\n主办单位:云江市政府\n"
    )
    found = tasks(text)
    assert [task.lines for task in found] == [(5, 5), (6, 6)]
    assert found[1].units("lead") == ()


def test_number_gap_and_double_are_problems_of_the_plan():
    text = "云江市任务\n123.甲事。(责任单位:市科技局)\n124.乙事。(责任单位:市科技局)\n126.丙事。(责任单位:市科技局)\n126.丁事。(责任单位:市科技局)\n"
    problems = read_plans(text, "x")[0].problems
    assert {(p.code, p.line) for p in problems} == {("number-gap", 2), ("number-gap", 4), ("number-double", 5)}
    assert problems[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "第一章 风起\n那年冬天,雪下得很大。“你是谁?”老人问道。\n第二章 云涌\n春天来了,花开了。\n" * 5,
        "hello world\n" * 20,
    ],
)
def test_what_is_no_plan_says_why(text):
    with pytest.raises(NotAPlanError, match=r"novel\.txt: not a plan: .+"):
        read_plans(text, "novel.txt")


def test_paragraphs_with_units_but_without_numbers_are_tasks_with_a_problem_told_once():
    text = "云江市推进消费工作举措\n促进汽车消费。发放补贴。(责任单位:市商务局)\n促进家电消费。以旧换新。(责任单位:市发改委)\n促进餐饮消费。(责任单位:市文旅局)\n"
    found = tasks(text)
    assert [(task.ref, task.title) for task in found] == [
        ("1", "促进汽车消费"),
        ("2", "促进家电消费"),
        ("3", "促进餐饮消费"),
    ]
    (plan,) = read_plans(text, "x.txt")
    assert [problem.line for problem in plan.problems if problem.code == "units-without-number"] == [2]


def test_bullets_before_numbers():
    assert titles("云江市任务\n●1.加强培育(牵头单位:市科技局)。加大力度。\n●2.加强建设。(牵头单位:市发改委)\n") == [
        ("1", "加强培育"), ("2", "加强建设"),
    ]  # fmt: skip


def test_units_before_the_heading():
    assert titles("云江市任务\n1.甲事。(责任单位:市科技局)\n2.(责任单位:市经信委)推进中心建设。\n") == [
        ("1", "甲事"),
        ("2", "推进中心建设"),
    ]


def test_bare_heading_is_a_problem():
    assert "empty-task" in {
        problem.code for problem in tasks("云江市任务\n一、加强管理\n二、完善制度。健全体系。\n")[0].problems
    }


def test_units_after_the_last_child_are_the_parents_at_that_level_only():
    text = (
        "二、重点任务\n(一)强化主体\n1.培育企业。\n2.建设机构。\n责任单位:市科技局\n(二)优化环境\n1.加大投入。\n2.完善政策。\n责任单位:市发改委\n"
        "三、保障措施\n(一)加强领导。(责任单位:市政府办)\n(二)强化督查。(责任单位:市督查室)\n"
    )
    assert [task.ref for task in tasks(text)] == ["二.(一)", "二.(二)", "三.(一)", "三.(二)"]


def test_text_behind_the_last_units_joins_the_task_before():
    text = "云江市方案\n1.甲事。建设园区。(牵头单位:市科技局)\n建设学校。(牵头单位:市教育局)\n全面抓好落实。"
    assert [(task.ref, task.text) for task in tasks(text)] == [
        ("1/1", "建设园区。"),
        ("1/2", "建设学校。\n全面抓好落实。"),
    ]


def test_several_missing_numbers_in_a_row_are_one_gap():
    plan = read_plans("云江市方案\n1.甲事。(牵头单位:市科技局)\n4.乙事。(牵头单位:市科技局)", "plan.txt")[0]
    assert [(problem.code, problem.facts) for problem in plan.problems] == [
        ("number-gap", {"before": "1", "after": "4"})
    ]


CONTENTS = {
    "dots": "目　录\n一、总体要求………………1\n二、重点任务………………2\n(一)壮大产业………………2\n",
    "tabs": "目录\n\n一、总体要求\t1\n二、重点任务\t2\n(一)壮大产业\t2\n1.培育企业\t2\n",
    "blanks and dashes": "目 录\n一、总体要求 - 1 -\n二、重点任务 - 2 -\n",
    "no pages": "目录\n一、总体要求\n二、重点任务\n(一)壮大产业\n",
    "no heading": "一、总体要求 ...... 1\n二、重点任务 ...... 2\n(一)壮大产业 ...... 2\n",
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS.keys())
def test_a_table_of_contents_is_nobodys_task(contents):
    body = "一、总体要求\n坚持创新。\n二、重点任务\n(一)壮大产业\n1.培育企业。(责任单位:市工信局)\n2.扩大规模。(责任单位:市工信局)\n"
    (plan,) = read_plans(f"云江市2025年工作方案\n{contents}{body}", "x")
    assert [(task.ref, task.title) for task in plan.tasks] == [("二.(一).1", "培育企业"), ("二.(一).2", "扩大规模")]


def test_words_that_open_a_list_are_no_title():
    text = "云江市方案\n一、任务\n(一)扩大供给。(市工信局负责)具体措施:新建中心。(市发改委牵头)\n(二)降低成本。(市财政局负责)\n重点任务:\n减免租金。(市国资委牵头)\n"
    assert [task.title for task in read_plans(text, "x")[0].tasks] == ["扩大供给", "新建中心", "降低成本", "减免租金"]


def test_a_title_that_is_none_is_a_doubt():
    text = "云江市方案\n一、任务\n1.甲事。(责任单位:市科技局)5.乙事。(责任单位:市科技局)\n"
    doubts = [p.field for task in read_plans(text, "x")[0].tasks for p in task.problems if p.code == "title-doubtful"]
    assert doubts == ["title"]


def test_a_numbering_that_begins_late_is_a_problem_unless_a_heading_holds_what_is_before():
    late = "云江市任务\n一、民生\n12.甲事。(责任单位:市科技局)\n13.乙事。(责任单位:市科技局)\n"
    assert [(p.code, p.line) for p in read_plans(late, "x")[0].problems] == [("number-gap", 3)]
    whole = "云江市方案\n一、总体要求\n坚持创新。\n二、甲事。(责任单位:市科技局)\n三、乙事。(责任单位:市科技局)\n"
    assert read_plans(whole, "x")[0].problems == ()
