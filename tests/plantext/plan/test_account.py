"""What a plan has to be read from is counted apart from the reading, and what nothing was read from is told."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.reader import read_plans

HEAD = "临澜市2026年海港整治工作方案\n一、重点任务\n"
SOUND = (
    HEAD
    + "1.清理航道。6月底前清理航道12公里以上。（牵头单位：市港航局；配合单位：市水利局、市公安局）\n"
    + "2.整修码头。年底前整修码头3座以上。（牵头单位：市交通局；配合单位：市财政局、市应急局）\n"
)


def plan_of(text: str) -> ParsedPlan:
    (plan,) = read_plans(text, "port.txt")
    return plan


def test_a_plan_that_was_read_leaves_nothing_over():
    account = plan_of(SOUND).account
    assert account.marks == account.accounted > 10
    assert account.score == 1
    assert not account.doubtful


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [("牵头部门　　完成情况", "role", "牵头部门"), ("7 开展巡航检查并登记造册 市海事局", "number", "7")],
)
def test_what_nothing_was_read_from_is_left_over_with_its_line(line, kind, text):
    plan = plan_of(SOUND + line + "\n")
    assert (kind, 5, text) in [(one.kind, one.line, one.text) for one in plan.account.left_over]


def test_a_line_left_over_is_a_doubt_of_its_task_or_of_the_plan():
    plan = plan_of(SOUND + "3 开展巡航检查并登记造册 市海事局\n4 建设应急物资仓库并配备 市应急局\n")
    doubts = [*plan.problems, *(one for task in plan.tasks for one in task.problems)]
    assert {"left-over", "left-out", "clause-without-role"} & {one.code for one in doubts}


def test_rows_that_were_not_read_make_the_plan_doubtful():
    rows = "".join(f"{n} 建设项目第{n}号并投入使用 市财政局、市审计局 2026年{n}月底前\n" for n in range(3, 12))
    assert plan_of(SOUND + rows).account.doubtful


def test_what_tells_of_what_is_there_is_left_alone():
    told = HEAD.replace("一、重点任务", "一、工作基础\n现有码头12座以上，2020年底前建成。\n二、重点任务")
    account = plan_of(told + SOUND.removeprefix(HEAD)).account
    assert account.left_over == ()


@pytest.mark.parametrize("text", ["对年产值首次突破5亿元的企业给予奖励", "对单户1000万元以下小微企业贷款贴息"])
def test_who_is_meant_by_a_size_is_no_mark(text):
    plan = plan_of(f"云江市2026年若干措施\n一、支持企业。{text}。(责任单位:市商务局)\n")
    assert not plan.account.left_over


def test_days_whose_year_nothing_tells_make_the_plan_doubtful():
    items = "".join(f"{n}.推进第{n}项工作。{n}月底前完成。(责任单位:市商务局)\n" for n in range(1, 7))
    assert plan_of(f"云江市工作方案\n{items}").account.doubtful
    assert not plan_of(f"云江市2026年工作方案\n{items}").account.doubtful


def test_a_column_of_times_under_an_unknown_word_makes_the_plan_doubtful():
    rows = "".join(f"{n}\t建学校{n}\t市教育局\t2026年{n}月{n}日\n" for n in range(1, 7))
    assert plan_of(f"云江市任务分解表\n序号\t工作任务\t责任单位\t拟办讫\n{rows}").account.doubtful


def test_where_the_title_is_not_found_the_score_is_lower():
    with_title, without = plan_of(SOUND).account, plan_of(SOUND.partition("\n")[2]).account
    assert without.score < with_title.score


def doubts_of(text: str) -> list[set[tuple[str, str]]]:
    """The doubts of each task: code and field."""
    return [{(one.code, one.field) for one in task.problems} for task in plan_of(text).tasks]


def test_a_column_that_nothing_was_read_from_is_doubted_in_each_row():
    rows = "".join(f"{n}\t修第{n}条路\t市交通局\t市水利局\t{n}月8日\t{n}00\n" for n in range(1, 5))
    found = doubts_of(f"云江市2026年任务分解表\n序号\t工作任务\t责任单位\t谁搭手\t几时好\t多长\n{rows}")
    assert len(found) == 4
    for doubts in found:
        assert {("clause-without-role", "responsible"), ("left-over", "deadline"), ("left-over", "indicator")} <= doubts


def test_a_label_of_most_tasks_that_nothing_was_read_from_is_doubted():
    items = "".join(f"{n}.修第{n}条路。\n【经手股】城建股\n【收尾】春耕前\n" for n in range(1, 5))
    found = doubts_of(f"云江市2026年工作方案\n一、重点任务\n{items}")
    assert all(("clause-without-role", "responsible") in doubts for doubts in found)


def test_titles_from_several_columns_or_that_stand_twice_look_like_none():
    plan = plan_of(
        HEAD + "1.市水利局。修渠。(责任单位:市水利局)\n2.修路。(责任单位:市交通局)\n3.建桥。(责任单位:市交通局)\n"
    )
    assert [{one.code for one in task.problems} for task in plan.tasks] == [{"title-doubtful"}, set(), set()]
    assert "left-out" in {one.code for one in plan.problems}


def test_units_of_one_role_under_signs_of_several_kinds_are_doubted():
    rows = "1\t修路\t★\t√\n2\t建桥\t√\t★\n"
    found = doubts_of(f"云江市2026年任务分解表\n序号\t工作任务\t市交通局\t市财政局\n{rows}")
    assert all(("clause-without-role", "lead") in doubts for doubts in found)


def test_a_task_without_units_among_those_that_have_some_is_doubted():
    *with_units, without = doubts_of(SOUND + "二、海上巡查\n3.巡查海域。巡查要全面。\n")
    assert not any(with_units)
    assert ("no-units", "lead") in without


def test_what_was_already_there_is_no_doubt():
    assert not any(doubts_of(SOUND.replace("航道12公里以上", "航道12公里以上，2024年以来已清理5公里")))


def test_a_year_that_was_taken_is_said_once_for_the_plan():
    items = "".join(f"{n}.推进第{n}项工作。{n}月底前完成。(责任单位:市商务局)\n" for n in range(1, 5))
    plan = plan_of(f"云江市工作方案(2026-2027年)\n2026年3月2日\n一、任务\n{items}")
    (told,) = [one for one in plan.problems if one.code == "year-taken"]
    assert (told.line, told.facts["text"], told.facts["year"]) == (4, "1月底前", "2027")
    assert [task.problems for task in plan.tasks] == [()] * 4


CASES = (
    "3\t化解物业纠纷\t326户住户要求退费\t区长　周明\t区住建局\t2026年3月底前\t区委督查室\n"
    "4\t化解征地纠纷\t村民要求公开账目\t区长　周明\t区农业局\t2026年4月底前\t区委督查室\n"
    "5\t化解道路纠纷\t居民反映噪声扰民\t区长　周明\t区交通局\t2026年5月底前\t区委督查室\n"
    "6\t化解供水纠纷\t高层用水高峰停水\t区长　周明\t区水务局\t2026年6月底前\t区委督查室\n"
)
"""Rows with what people ask for, and who looks after them."""


@pytest.mark.parametrize(("asked", "looks_after"), [("群众诉求", "督办"), ("来访缘由", "督办单位")])
def test_columns_of_background_and_of_who_looks_after_a_task_are_no_doubt(asked, looks_after):
    head = f"编号\t案由\t{asked}\t包案领导\t主办单位\t化解期限\t{looks_after}\n"
    plan = plan_of(f"松岗区2026年包案化解一览表\n{head}{CASES}")
    assert [task.problems for task in plan.tasks] == [()] * 4
    assert not plan.account.doubtful


def test_headings_between_a_tables_rows_leave_its_columns_what_they_are():
    head = "序号\t项目名称\t建设内容及规模\t总投资（万元）\t2026年计划投资（万元）\t责任单位\n"
    rows = "一、道路\n1\t东延路\t桥梁1座\t18600\t7200\t区住建局\n2\t疏港路\t车位640个\t5300\t900\t区交通局\n"
    rows += "二、学校\n3\t实验小学\t教室54间\t31000\t4500\t区教育局\n4\t实验中学\t宿舍12栋\t26800\t600\t区教育局\n"
    plan = plan_of(f"松岗区2026年重点项目清单\n{head}{rows}")
    assert [task.problems for task in plan.tasks] == [()] * 4


def test_who_does_what_in_words_that_are_not_known_is_doubted():
    items = "".join(f"{n}.修路。（交通分局把总，财政分局、规划分局帮衬）\n" for n in range(1, 4))
    found = doubts_of(f"松岗区2026年工作方案\n一、重点任务\n{items}4.建桥。（责任单位：区水利局）\n")
    assert all(("clause-without-role", "responsible") in own for own in found[:3])


def test_a_column_of_offices_without_a_level_under_an_unknown_word_is_doubted():
    rows = "1\t编制清单\t审批处\t信息中心\n2\t归集证照\t数据处\t法规处\n3\t回访企业\t监督处\t综合处\n"
    found = doubts_of(f"云江市2026年任务分解表\n序号\t工作任务\t牵头处室\t搭手的\n{rows}")
    assert [("clause-without-role", "responsible") in own for own in found] == [True] * 3


def test_a_cell_that_counts_is_doubted_where_its_column_gave_figures():
    cells = ["新建公路30公里", "改造校舍4处", "招工200人", "到账补贴资金180万元"]
    rows = "".join(f"{n}\t办第{'一二三四'[n - 1]}件事\t{cell}\t市财政局\n" for n, cell in enumerate(cells, 1))
    plan = plan_of(f"云江市2026年事项清单\n序号\t工作事项\t办理标准\t责任单位\n{rows}")
    assert [len(task.indicators) for task in plan.tasks] == [1, 1, 1, 0]
    assert [[(one.code, one.field) for one in task.problems] for task in plan.tasks] == [
        [], [], [], [("left-over", "indicator")]
    ]  # fmt: skip


def test_what_is_wrong_is_doubted_as_a_title_behind_words_that_were_passed_over():
    rows = "1\t疏通友谊路排水箱涵\t箱涵淤积严重\t市城管局\n2\t恢复公园母婴室\t长期锁闭无人管\t市园林局\n"
    found = doubts_of(f"云江市2026年督办清单\n序号\t要干些啥\t存在问题\t主办单位\n{rows}")
    assert all(("title-doubtful", "title") in own for own in found)


def test_a_label_with_names_behind_it_is_not_answered_by_those_of_the_next_line():
    items = "".join(f"{n}.修码头{n}号泊位。\n挑头方责任单位：民间商会代表\n配合单位：市水利局\n" for n in range(1, 4))
    assert all(("clause-without-role", "lead") in own for own in doubts_of(HEAD + items))


def test_a_labels_word_at_the_head_of_a_name_is_doubted():
    first, _ = doubts_of(HEAD + "1.修路。（牵头单位：市交通局；配合单位临澜日报社）\n2.建桥。（牵头单位：市水利局）\n")
    assert ("clause-without-role", "lead") in first


def test_titles_that_open_with_a_word_and_a_number_look_like_none():
    items = "".join(f"任务{n} 整修码头{'东西南'[n - 1]}侧泊位并投用。（责任单位：市交通局）\n" for n in range(1, 4))
    assert all(("title-doubtful", "title") in own for own in doubts_of(HEAD + items))


def test_figures_without_a_day_beside_a_task_that_has_one_are_doubted_where_most_are():
    items = "".join(f"{n}.整修码头。整修泊位{n}0个。\n【交账节律】2026年{n}月底\n" for n in range(4, 8))
    assert all(("figure-day", "indicator") in own for own in doubts_of(HEAD + items))


def test_lines_of_a_task_that_look_like_tasks_are_told_of_the_plan():
    rows = "".join(f"市水利局 修渠{n}条 {n}月8日前 完成\n市交通局 修路{n}条 {n}月9日前 完成\n" for n in range(1, 6))
    tasks = f"一、建桥。（责任单位：市交通局）\n{rows}二、其他。（责任单位：市商务局）\n"
    plan = plan_of(f"云江市2026年任务表\n{rows}\n{tasks}")
    assert "left-out" in {one.code for one in plan.problems}


def test_a_known_label_of_time_is_no_doubt_where_most_have_no_day():
    limits = ["全年", "持续", "2026年6月", "长期"]
    items = "".join(
        f"{n}.修码头{n}号泊位，6月底前完成。\n牵头：市水利局\n时限：{said}\n" for n, said in enumerate(limits, 1)
    )
    assert not any(doubts_of(HEAD + items))


def test_a_line_drawn_below_a_header_is_none():
    head = "| 编号 | 项目名称 | 计划投资（万元） | 实施单位 | 监管单位 | 完工时间 |\n|---|---|---|---|---|---|\n"
    rows = "".join(f"| {n} | 修第{n}条路 | {n}86 | 县交通局 | 县水利局 | {n}月 |\n" for n in range(3, 7))
    plan = plan_of(f"云江县2026年项目计划\n{head}{rows}")
    assert [task.problems for task in plan.tasks] == [()] * 4
    assert not plan.account.doubtful


def test_a_chapter_of_its_own_without_units_is_no_doubt():
    more = "二、保障措施\n1.加强组织领导。成立专班，定期会商。\n2.加强宣传引导。用好各类媒体。\n"
    assert not any(("no-units", "lead") in doubts for doubts in doubts_of(SOUND + more))


def test_units_in_the_title_make_it_doubtful():
    items = "".join(f"{n}.整修第{n}处码头——市交通局牵头，市财政局配合\n" for n in range(1, 4))
    plan = plan_of(HEAD + items)
    assert ["牵头" in task.title for task in plan.tasks] == [True] * 3
    assert [[one.code for one in task.problems] for task in plan.tasks] == [["title-doubtful"]] * 3
    assert plan.account.doubtful


def test_who_helps_at_the_end_of_a_sentence_and_is_in_no_role_is_doubted():
    items = "1.腾退危房36户，区房管中心、春晖街道协助。\n2.改造食堂。\n"
    first, _ = doubts_of(f"云岭区2026年重点工作清单\n一、区住建局\n{items}二、区教体局\n1.建学校。\n")[:2]
    assert ("clause-without-role", "responsible") in first


@pytest.mark.parametrize("said", ["市公安局负责在路口设卡", "请市气象局每日发布预报", "各县（市、区）政府要划定责任区"])
def test_who_opens_what_an_item_says_and_is_in_no_role_is_doubted(said):
    doubts = doubts_of(f"{HEAD}1.{said}，10月底前完成。\n2.市林草局要会同市应急局检查物资。\n")
    assert all(("clause-without-role", "responsible") in own for own in doubts)


def test_who_is_named_behind_a_unit_is_no_part_of_its_name():
    (doubts,) = doubts_of(f"{HEAD}1.扩建小学。\n牵头单位：市教育局（刘敏）\n")
    assert ("unlike-unit", "lead") in doubts


def test_days_without_a_year_are_doubted_where_those_with_one_are_of_later_years():
    items = "问题一：学习不够\n整改时限：2026年3月底前\n问题二：推进偏慢\n整改时限：4月底前\n"
    items += "问题三：思想不牢\n整改时限：2026年6月底\n"
    first, second, _ = plan_of(f"玉泉县政府党组2025年度民主生活会整改方案\n{items}").tasks
    assert (first.label, first.problems) == ("问题一：", ())
    assert [(one.code, one.facts["text"]) for one in second.problems] == [("date-without-year", "4月底前")]


def test_a_figure_left_over_is_quoted_to_the_end_of_its_word():
    items = "1.培养人才。建设海洋装备、精细化工2个产教联合体，年底前高技能人才占比达到34%。（牵头单位：市人社局）\n"
    (task,) = plan_of(HEAD + items).tasks
    assert [(one.code, one.facts["text"]) for one in task.problems] == [("left-over", "2个产教联合体")]
