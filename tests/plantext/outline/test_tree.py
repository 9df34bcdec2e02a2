"""Numbers that open items, and numbers that do not."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.outline.tree import build_outline
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.lines import source_lines
from dutytrack.plantext.text.paragraphs import paragraphs


def outline(text: str) -> list[str]:
    root = build_outline(paragraphs(source_lines(text)))
    return [f"{item.ref} {item.heading}".strip() for item in root.walk() if item.parent is not None]


def test_levels_nest_in_their_customary_order():
    text = "一、甲\n(一)乙\n1.丙\n(1)丁\n①戊\n2、己\n(二)庚\n二、辛"
    assert outline(text) == [
        "一 甲",
        "一.(一) 乙",
        "一.(一).1 丙",
        "一.(一).1.(1) 丁",
        "一.(一).1.(1).① 戊",
        "一.(一).2 己",
        "一.(二) 庚",
        "二 辛",
    ]


def test_full_width_forms():
    assert outline("一、甲\n（一）乙\n１．丙\n（１）丁") == [
        "一 甲",
        "一.（一） 乙",
        "一.（一）.１ 丙",
        "一.（一）.１.（１） 丁",
    ]


def test_articles_and_chapters():
    assert outline("第一章 总则\n第一条 甲事。\n第十二条 乙事。") == [
        "第一章 总则",
        "第一章.第一条 甲事",
        "第一章.第十二条 乙事",
    ]


def test_several_levels_on_one_line():
    assert outline("三、重点任务(一)科技创新1.培育企业。加大力度。") == [
        "三 重点任务",
        "三.(一) 科技创新",
        "三.(一).1 培育企业",
    ]


def test_item_glued_into_a_paragraph():
    text = "(二)建设平台\n1.甲事。做好甲事。\n2.乙事。做好乙事。3.丙事。做好丙事。\n4.丁事。"
    assert outline(text) == ["(二) 建设平台", "(二).1 甲事", "(二).2 乙事", "(二).3 丙事", "(二).4 丁事"]


def test_item_after_a_blank_on_the_same_line():
    assert outline("(十二)甲事。做好。 (十三)乙事。做好。") == ["(十二) 甲事", "(十三) 乙事"]


def test_numbering_runs_on_over_sections():
    assert outline("(一)甲\n1.子。\n2.丑。\n(二)乙\n3.寅。") == [
        "(一) 甲",
        "(一).1 子",
        "(一).2 丑",
        "(二) 乙",
        "(二).3 寅",
    ]


def test_numbering_with_a_late_start_and_gaps():
    assert outline("123.甲。\n124.乙。\n126.丙。") == ["123 甲", "124 乙", "126 丙"]


def test_decimal_numbers_with_blanks():
    assert outline("1. 甲\n1.1 乙事\n1.2 丙事") == ["1 甲", "1.1 乙事", "1.2 丙事"]


def test_year_after_a_number():
    assert outline("1.2025年底前建成。\n2.其他。") == ["1 2025年底前建成", "2 其他"]


@pytest.mark.parametrize(
    "text",
    [
        "1.5万人受益,增长3.6%。",
        "每万人发明专利拥有量3.6件以上。",
        "一是推进改革。二是推进评价。",
        "坚持一、二、三产业融合发展。",
        "调整为3:42:55.现代服务业占比60%.发挥优势。",
        "2015、2016年分别完成。",
        "实施“十、百、千”工程。",
    ],
)
def test_numbers_inside_sentences_open_nothing(text):
    assert outline("一、甲\n" + text) == ["一 甲"]


def test_list_inside_a_paragraph_stays_in_it():
    assert outline("1.甲事。重点抓好:(1)子;(2)丑;(3)寅。\n2.乙事。") == ["1 甲事", "2 乙事"]


def test_whole_document_on_one_line():
    text = (
        "一、重点任务(一)科技创新1.培育企业。加大力度,到2025年培育企业50家。2.建设平台。"
        + "完善服务体系,优化发展环境。" * 30
        + "(二)人才创新3.引进人才。优化服务。二、保障措施(一)加强领导。成立专班。(二)强化督查。定期通报。"
    )
    assert outline(text) == [
        "一 重点任务", "一.(一) 科技创新", "一.(一).1 培育企业", "一.(一).2 建设平台", "一.(二) 人才创新", "一.(二).3 引进人才",
        "二 保障措施", "二.(一) 加强领导", "二.(二) 强化督查",
    ]  # fmt: skip


def test_inner_numbering_against_custom():
    assert outline("1.甲\n(一)子。\n(二)丑。\n2.乙") == ["1 甲", "1.(一) 子", "1.(二) 丑", "2 乙"]


def test_markdown():
    text = "# 云江市工作要点\n\n## 一、重点任务\n\n1. **加快改造。** 全年改造50个。\n2. **完善配套**\n"
    assert outline(text) == ["一 重点任务", "一.1 加快改造", "一.2 完善配套"]


def test_ideographic_indents_and_bare_headings():
    assert outline("\u3000\u3000一、甲\n\u3000\u3000（一）抓好乙事\u3000\u3000加强管理,提升水平,完善制度。") == [
        "一 甲",
        "一.（一） 抓好乙事",
    ]


def test_lines_broken_by_a_converter_are_one_paragraph():
    lines = ["一、持续打好保卫战", "1.深化治理。推进钢铁等行业超低排放改造,到", "明年完成任务,加强重点行业治理,推动绿色发", "展。",
             "2.强化管控。推广新能源汽车,淘汰老旧车辆,", "加强执法检查,完善监测网络,落实各项措施,", "确保实效。",
             "3.加强扬尘治理。严格落实施工工地防尘措施,", "提升机械化清扫率。"]  # fmt: skip
    root = build_outline(paragraphs(source_lines("\n".join(lines))))
    third = [item for item in root.walk() if item.parent is not None][2]
    assert third.paragraphs[0].text.endswith("确保实效。")
    assert third.paragraphs[0].lines == (5, 7)


def test_a_numbering_that_does_not_go_on_closes_the_inner_one():
    assert outline("1.甲\n(一)子。\n一、乙") == ["1 甲", "(一) 子", "一 乙"]
    assert outline("1.甲\n(一)子。\n(二)丑。") == ["1 甲", "(一) 子", "(二) 丑"]
    assert outline("第一章 甲\n第一条 子。\n第二章 乙") == ["第一章 甲", "第一章.第一条 子", "第二章 乙"]


def test_names_of_units_that_no_date_follows_are_no_signature():
    assert outline("一、甲\n做好工作。\n市人社局 市教育局") == ["一 甲"]
    root = build_outline(paragraphs(source_lines("一、甲\n做好工作。\n市人社局 市教育局")))
    assert root.children[0].paragraphs[-1].text == "市人社局 市教育局"


def test_headings_that_only_markdown_marks():
    assert outline("# 云江市工作方案\n\n## 重点任务\n\n1. 建设园区。\n\n**保障措施**\n\n1. 加强督查。\n") == [
        "重点任务", "1 建设园区", "保障措施", "1 加强督查",
    ]  # fmt: skip


def test_numbers_behind_a_lead_in():
    assert outline("(一)甲事。具体措施:1.子事。2.丑事。\n(二)乙事。主要任务:1.寅事。") == [
        "(一) 甲事", "(一).1 子事", "(一).2 丑事", "(二) 乙事", "(二).1 寅事",
    ]  # fmt: skip
    assert outline("一、主要任务:①子事。②丑事。") == ["一 主要任务", "一.① 子事", "一.② 丑事"]
    assert outline("一、甲\n重点举措:(1)子事。(2)丑事。") == ["一 甲", "一.(1) 子事", "一.(2) 丑事"]


def test_a_list_of_words_behind_a_lead_in_stays_in_its_paragraph():
    assert outline("一、主要目标:1.增长6%;2.投资8%。\n二、乙") == ["一 主要目标", "二 乙"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("10.甲。\n11.121人才。\n12.丙。", ["10 甲", "11 121人才", "12 丙"]),
        ("1.100项工程。\n2.5G基站。\n3.12345热线。\n4.丁。", ["1 100项工程", "2 5G基站", "3 12345热线", "4 丁"]),
        ("1、50家企业。\n2、3个园区。\n3、100公里路。", ["1 50家企业", "2 3个园区", "3 100公里路"]),
        ("8.120急救。\n9.119消防。", ["8 120急救", "9 119消防"]),
        ("1.1建平台。\n1.2完善机制。\n2.1培训。\n2.2开放。", ["1.1 建平台", "1.2 完善机制", "2.1 培训", "2.2 开放"]),
        ("1.甲事。\n3.5亿元到位。\n2.3亩地。", ["1 甲事", "2 3亩地"]),
        ("1.甲事。\n1.5万人受益。\n2.乙事。", ["1 甲事", "2 乙事"]),
        (
            "1.甲事。\n2.乙事达到10个。3.5万人参加。\n3.丙事。\n4.丁事。",
            ["1 甲事", "2 乙事达到10个", "3 丙事", "4 丁事"],
        ),
        ("1.甲事。2.乙事。3.100个社区。4.丁事。", ["1 甲事", "2 乙事", "3 100个社区", "4 丁事"]),
        ("1.甲事。2.乙事10个。3.5万人参加。3.丙事。4.丁事。", ["1 甲事", "2 乙事10个", "3 丙事", "4 丁事"]),
    ],
)
def test_titles_that_begin_with_a_figure(text, items):
    assert outline(text) == items


def test_headings_behind_dashes():
    assert outline("一、甲\n——教育方面\n1.子。\n2.丑。\n——健康方面\n3.寅。\n二、乙\n—— 工业\n4.卯。") == [
        "一 甲", "一 ——教育方面", "一.1 子", "一.2 丑", "一 ——健康方面", "一.3 寅", "二 乙", "二 —— 工业", "二.4 卯",
    ]  # fmt: skip
    assert outline("方案\n◆教育\n(1)子。\n◆健康\n(2)丑。") == ["◆教育", "(1) 子", "◆健康", "(2) 丑"]


@pytest.mark.parametrize(
    "lines", ["——增长8%。\n——降低5%。", "——增长8%\n——降低5%", "——坚持创新。推进改革。", "主要包括:\n——新建"]
)
def test_points_behind_dashes_are_no_headings(lines):
    assert outline(f"1.甲\n{lines}\n2.乙") == ["1 甲", "2 乙"]


@pytest.mark.parametrize(
    "foot",
    [
        "白云县人民政府 2021年3月1日",
        "白云县人民政府\n2021 年 3 月 1 日",
        "2021-03-01",
        "发布时间:2021-03-01",
        "签发日期:2021年3月1日",
        "白云县人民政府办公室 2021年3月1日印发",
    ],
)
def test_the_day_below_a_plan_is_no_deadline_of_its_last_task(foot):
    text = f"白云县工作方案\n一、任务\n1.修水库。(责任单位:县水利局)\n2.修路。全面完成。(责任单位:县交通局)\n{foot}\n"
    (plan,) = read_plans(text, "foot.txt")
    assert (plan.tasks[-1].deadlines, plan.tasks[-1].text) == ((), "修路。全面完成。")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("近日,全文刊发如下。\n白云县促进消费若干措施\n一、甲\n二、乙", ["一 甲", "二 乙"]),
        ("白云县聚焦企业关切\n优化环境的若干措施\n一、甲\n二、乙", ["一 甲", "二 乙"]),
        ("白云县工作方案\n2024年目标\n一、甲\n保障措施\n二、乙", ["2024年目标", "一 甲", "保障措施", "二 乙"]),
    ],
)
def test_a_title_is_no_heading(text: str, headings: list[str]) -> None:
    assert outline(text) == headings
