"""A plan's own head, and nothing cited in it."""
# ruff: noqa: E501 - a plan's line stands on a line

from datetime import date

import pytest

from dutytrack.plantext.plan.reader import read_plans

BODY = "一、主要任务\n1.甲事。做好。\n2.乙事。做好。\n"


def plan(front: str, body: str = BODY, tail: str = ""):
    return read_plans(front + "\n" + body + tail, "plan.txt")[0]


NOTICE = """云江市人民政府办公室关于印发云江市优化环境三年行动方案(2023—2025年)的通知
云政办发〔2023〕8号
发布时间:2023-04-01 浏览次数:12
各县(市、区)人民政府,市直各单位:
现将《云江市优化环境三年行动方案(2023—2025年)》印发给你们。
云江市人民政府办公室
2023年3月15日
云江市优化环境三年行动方案(2023—2025年)
根据《国务院关于优化环境的意见》(国发〔2019〕6号)和省政府办公厅文件(江政办发〔2020〕5号),制定本方案。"""


def test_notice_with_the_plan_it_sends_out():
    read = plan(NOTICE)
    assert read.title == "云江市优化环境三年行动方案(2023—2025年)"
    assert read.issuer == "云江市人民政府办公室"
    assert read.doc_no == "云政办发〔2023〕8号"
    assert read.issued == date(2023, 3, 15)
    assert read.jurisdiction == "云江市"
    assert (read.period.start, read.period.end) == (date(2023, 1, 1), date(2025, 12, 31))


def test_two_issuers_on_two_lines():
    read = plan(
        "中共海东县委办公室 海东县人民政府办公室\n关于印发《海东县振兴方案》的通知\n各乡镇:\n现印发给你们。\n2024年4月12日\n海东县振兴方案"
    )
    assert read.title == "海东县振兴方案"
    assert read.issuer == "中共海东县委办公室 海东县人民政府办公室"
    assert read.jurisdiction == "海东县"


def test_issuer_from_the_title():
    read = plan("江北省人民政府关于建立绿色体系的实施意见")
    assert read.title == "江北省人民政府关于建立绿色体系的实施意见"
    assert read.issuer == "江北省人民政府"
    assert read.jurisdiction == "江北省"


def test_signature_below_the_plan():
    read = plan("关于促进消费的若干措施", tail="云江市人民政府\n2022年2月25日\n")
    assert read.issuer == "云江市人民政府"
    assert read.issued == date(2022, 2, 25)


@pytest.mark.parametrize(
    ("line", "issued"),
    [("发文单位: 发布时间:3/26/2016", date(2016, 3, 26)), ("发布日期:2019-05-06", date(2019, 5, 6)), ("成文日期：2020年1月2日", date(2020, 1, 2)),
     ("时间:2019-05-19 01:55:07 网站:公文库", None)],
)  # fmt: skip
def test_date_of_publication(line, issued):
    assert plan("工作方案\n" + line).issued == issued


def test_signature_in_chinese_numerals():
    assert plan("工作方案", tail="云江市人民政府\n二〇二一年十二月九日\n").issued == date(2021, 12, 9)


def test_numbers_of_cited_documents_are_not_its_own():
    read = plan("工作方案\n根据《意见》(国发〔2014〕46号)和《通知》(江政发〔2015〕1号)精神,制定本方案。")
    assert read.doc_no is None


def test_web_footer_is_no_issuer():
    assert plan("工作方案", tail="版权所有:云江市科技情报所\n地址:云江市一路\n").issuer is None


def test_title_from_the_sentence_that_announces_it():
    read = plan("为推进我市创新工作,现提出2012年工作要点如下:")
    assert read.title == "2012年工作要点"
    assert (read.period.start, read.period.end) == (date(2012, 1, 1), date(2012, 12, 31))


def test_no_title():
    assert plan("为落实意见精神,推进创新,特制定本方案。").title is None


def test_place_spoken_of_most_at_the_level_the_text_calls_its_own():
    body = "一、主要任务\n1.甲事。全市推进,把唐山建成强市,唐山市科技局负责落实,学习天津市经验。\n2.乙事。依托唐山港,争取河北省支持。\n"
    assert plan("为推进我市工作,制定本方案。", body).jurisdiction == "唐山市"


def test_no_place_where_the_text_names_none():
    assert plan("为推进我市工作,制定本方案,争创湖南省著名商标。").jurisdiction is None


def test_period_from_the_preamble():
    read = plan("创新行动计划\n特制定创新三年行动计划(2015-2017年)。")
    assert (read.period.start, read.period.end) == (date(2015, 1, 1), date(2017, 12, 31))


def test_period_from_years_and_target():
    read = plan("科技三年行动实施方案", "一、主要目标\n到2017年,企业达到60家。\n" + BODY.replace("一、", "二、"))
    assert (read.period.start, read.period.end) == (date(2015, 1, 1), date(2017, 12, 31))


def test_period_from_the_timetable():
    read = plan(
        "试点工作实施方案",
        BODY + "二、进度安排\n(一)启动阶段(2013年4月—2015年12月)\n启动。\n(二)总结阶段(2017年12月)\n总结。\n",
    )
    assert (read.period.start, read.period.end) == (date(2013, 4, 1), date(2017, 12, 31))


@pytest.mark.parametrize(
    ("term", "first", "last"),
    [
        ("实施期限为2026年3月至2026年12月", date(2026, 3, 1), date(2026, 12, 31)),
        ("整治时间：2026年6月15日－2027年2月20日", date(2026, 6, 15), date(2027, 2, 20)),
        ("行动时间自2026年3月起至2025年2月", date(2026, 1, 1), date(2026, 12, 31)),
        ("政策有效期为2026年3月至2028年12月", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_period_stated_by_its_months_goes_before_the_titles_year(term, first, last):
    read = plan(
        "云江市2026年民生实事工作方案", f"一、总体要求\n办好年度民生实事。{term}。\n" + BODY.replace("一、", "二、")
    )
    assert (read.period.start, read.period.end) == (first, last)


def test_a_title_that_begins_on_the_line_of_its_issuer():
    read = plan("云江市人民政府\n关于加快数字经济发展的实施方案")
    assert (read.title, read.issuer) == ("云江市人民政府关于加快数字经济发展的实施方案", "云江市人民政府")


def test_an_issuer_that_only_the_title_names():
    read = plan("关于印发《云江市人民政府关于加快发展的意见》的通知")
    assert (read.title, read.issuer) == ("云江市人民政府关于加快发展的意见", "云江市人民政府")


def test_a_period_by_the_name_of_a_five_year_plan():
    period = plan("云江市“十四五”数字经济规划").period
    assert (period.start, period.end) == (date(2021, 1, 1), date(2025, 12, 31))


def test_a_day_that_no_calendar_has_is_no_date_of_issue():
    assert plan("云江市工作方案", tail="云江市人民政府\n2026年2月30日").issued is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("全省要加快发展。河北省各地抓好落实,河北省直各部门支持。", "河北省"),
        ("根据海东县委、海东县政府要求,全县加快发展,立足海东县,制定本方案。", "海东县"),
    ],
    ids=["province", "county"],
)
def test_a_place_that_only_the_text_names(text, place):
    tail = "3.丙事。服务海东县,做好工作。\n" if place == "海东县" else ""
    assert plan("关于加快数字经济发展的实施方案\n" + text, tail=tail).jurisdiction == place


CITED = {
    "a notice in angle brackets": (
        "白云县农村厕所改造工作方案\n根据《东岭省人民政府办公厅关于印发<东岭省农村厕所三年行动方案(2020-2022年)>的通知》(东政办发〔2020〕3号)精神,制定本方案。",
        "白云县农村厕所改造工作方案",
    ),
    "a notice cited below the title": (
        "白云县农村环境整治方案\n为落实省政府印发的《农村环境整治五年行动方案(2021-2025年)》,制定本方案。",
        "白云县农村环境整治方案",
    ),
    "a notice cited, no title": ("为贯彻《国务院关于印发“十四五”节能减排综合工作方案的通知》(国发〔2021〕33号),制定如下。", None),
    "a report of the press": (
        "近日,白云县印发《白云县促进消费若干措施》,全文如下。\n白云县促进消费若干措施\n为落实《东岭省促进消费计划(2023-2025年)》,制定以下措施。",
        "白云县促进消费若干措施",
    ),
    "an order of the level above": (
        "各乡镇:\n按照市政府《关于印发<2022年民生实事分解>的通知》要求,现将任务分解如下。\n2022年白云县民生实事任务分解表",
        "2022年白云县民生实事任务分解表",
    ),
    "laws and plans": (
        "白云县促进就业规划\n依据《就业促进法》《东岭省“十四五”就业促进规划》和《白云县2030年远景目标纲要》编制。",
        "白云县促进就业规划",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("front", "title"), CITED.values(), ids=CITED.keys())
def test_a_plan_that_is_cited_gives_neither_title_nor_period(front, title):
    read = plan(front)
    assert read.title == title
    assert (read.period.end is None) == ("2022年白云" not in (title or ""))


ANNEXES = [
    (
        "白云县人民政府办公室关于下达2020年水利建设任务的通知\n白政办〔2020〕7号\n各乡镇:\n请抓好落实。\n附件:2020年水利建设任务清单\n白云县人民政府办公室\n2020年3月2日\n附件\n2020年水利建设任务清单",
        "2020年水利建设任务清单",
    ),
    ("白云县人民政府关于做好2021年防汛工作的通知\n各乡镇:\n请按附件落实。\n白云县人民政府\n2021年5月2日\n附件1\n白云县2021年防汛责任分工表", "白云县2021年防汛责任分工表"),
    ("关于报送年度计划的函\n市政府办公室:\n现报上。\n青泽市水务局\n2022年1月5日\n青泽市水务局2022年度重点工作计划", "青泽市水务局2022年度重点工作计划"),
    ("关于2019年重点项目责任分解的通知\n各乡镇:\n请执行。\n2019年2月3日\n附件:\n2019年重点项目推进图", "2019年重点项目推进图"),
    ("关于公布2023年实事的通知\n各单位:\n现将《2023年惠民实事责任清单》印发给你们。\n2023年2月9日\n惠民实事责任清单", "惠民实事责任清单"),
    ("《白云县人民政府关于印发〈白云县2023年招商工作要点〉的通知》\n各乡镇:\n请落实。\n2023年2月1日\n2023年是关键之年。", "白云县2023年招商工作要点"),
    ("各镇:\n现将《<政府工作报告>任务分解表》印发给你们。\n附件:《政府工作报告》任务分解表\n2021年1月25日", "《政府工作报告》任务分解表"),
    ("各乡镇:\n现将各项任务分解下达。\n附件:2016年重点工作任务分解表\n2016年重点工作任务分解表", "2016年重点工作任务分解表"),
    ("《〈政府工作报告〉2024年重点工作分工方案》\n制定本方案。", "《政府工作报告》2024年重点工作分工方案"),
    ("白云县优化环境方案\n《白云县优化环境条例》已经县人大审议通过,为贯彻落实,制定本方案。", "白云县优化环境方案"),
    ("白云县人民政府关于做好2023年春耕生产工作的通知\n各乡镇:\n为做好春耕,现通知如下:", "白云县人民政府关于做好2023年春耕生产工作的通知"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "title"), ANNEXES)
def test_the_title_is_that_of_what_a_notice_sends_out(front, title):
    assert plan(front).title == title


BROKEN = [
    ("白云县加快推进\n农村公路建设三年行动方案\n为推进工作,制定本方案。", "白云县加快推进农村公路建设三年行动方案"),
    ("关于促进民营经济\n\n健康发展的若干意见\n为促进发展,提出意见。", "关于促进民营经济健康发展的若干意见"),
    ("白云县打好污染防治攻坚战\n实施方案\n(2018—2020年)\n制定本方案。", "白云县打好污染防治攻坚战实施方案(2018—2020年)"),
    ("白云县2024年推进新型\n城镇化建设\n重点任务分工方案", "白云县2024年推进新型城镇化建设重点任务分工方案"),
    ("白云县人民政府\n关于加快发展数字经济的\n实施意见", "白云县人民政府关于加快发展数字经济的实施意见"),
    (
        "县政府办公室关于印发2022年县\n《政府工作报告》任务分解方案的通知\n白政办〔2022〕1号\n各乡镇:\n现印发给你们。\n2022年1月9日\n2022年县《政府工作报告》\n任务分解方案",
        "2022年县《政府工作报告》任务分解方案",
    ),
    ("白云水电集团有限公司\n第9次总经理办公会议定事项任务分工", "白云水电集团有限公司第9次总经理办公会议定事项任务分工"),
    ("白云县人民政府办公室文件\n白政办〔2022〕1号\n白云县妇女发展规划", "白云县妇女发展规划"),
    ("白云县政务公开网\n白云县妇女发展规划", "白云县妇女发展规划"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "title"), BROKEN)
def test_a_title_on_several_lines_is_one(front, title):
    read = plan(front)
    assert read.title == title
    assert not read.problems


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("2024年清河市青泽区政府工作报告任务分解", "青泽区"),
        ("(东岭省)2023年白云市政府工作要点", "白云市"),
        ("区政府办公室关于印发2024年工作要点的通知\n各街道:\n现印发给你们。\n清河市青泽区人民政府办公室\n2024年1月3日\n2024年工作要点", "青泽区"),
        ("白云临港新城2026年重点项目清单", "白云临港新城"),
        ("工业强市三年行动计划", None),
        ("二〇二四年白云县政府工作要点", "白云县"),
        ("关于实施科技兴市、人才强县战略的意见", None),
        ("文化强省建设2023年行动计划\n东岭省人民政府办公厅\n2023年2月3日", "东岭省"),
        ("武强县人民政府关于教育强县的实施意见", "武强县"),
        ("县委办公室 县政府办公室关于转发《2024年项目意见》的通知", None),
    ],
)  # fmt: skip
def test_a_place_is_one_that_the_head_names(front, place):
    assert plan(front).jurisdiction == place


@pytest.mark.parametrize(
    ("front", "first", "last"),
    [
        ("自2018年起,用三年时间,建成水库3座。", 2018, 2020),
        ("从2016年开始5年内,全面完成改造。", 2016, 2020),
        ("计划用五年(2011—2015年)时间完成。", 2011, 2015),
        ("2020年起三年,全面推进。", 2020, 2022),
        ("县委确定了2019年全县要抓好的10项重点任务,现分解下达如下:", 2019, 2019),
        ("为抓好2014年度市政府重点工作,现将责任分解如下。", 2014, 2014),
        ("县政府办公室关于下达2017年民生任务的通知", 2017, 2017),
        ("白云县二〇二四年工作要点", 2024, 2024),
        ("白云县二〇二一至二〇二三年水利方案", 2021, 2023),
        ("白云县第十四个五年规划和二〇三五年远景目标纲要", 2021, 2025),
    ],
)
def test_a_period_that_the_title_does_not_tell(front, first, last):
    period = plan("白云县民生任务分解\n" + front).period
    assert (period.start.year, period.end.year) == (first, last)


def test_years_of_what_was_are_no_period():
    assert plan("白云县水利意见\n2018年以来,全县大力推进,2017年成效明显。").period.end is None


NUMBERS = {
    "in brackets behind the title": "白云县人民政府关于印发2021年重点工作的通知 (白政发〔2021〕2号)\n各乡镇:",
    "behind the plan's own title": "白云县2021年工作要点(白政发〔2021〕2号)",
    "in a row of a table": "索引号 | 0001 | 发布文号 | 白政发〔2021〕2号 | 日期 | 2021-02-03\n白云县2021年工作要点",
    "on the line below its label": "发文字号:\n白政发〔2021〕2号\n白云县2021年工作要点",
    "behind a label in brackets": "∙【字 号】白政发〔2021〕2号\n白云县2021年工作要点",
    "with the day": "白云县2021年工作要点\n(白政发〔2021〕2号 2021年2月3日)",
    "below a title with a label": "标题:白云县2021年工作要点\n发文字号:白政发〔2021〕2号",
    "before who signs": "白政发〔2021〕2号   签发人:王某\n白云县2021年工作要点",
}


@pytest.mark.parametrize("front", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_wherever_a_head_prints_it(front):
    read = plan(front + "\n根据《意见》(国发〔2014〕46号),制定。")
    assert read.doc_no == "白政发〔2021〕2号"
    assert read.title in {"白云县2021年工作要点", "2021年重点工作"}


def doubts(front: str, tail: str = "") -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in plan(front, tail=tail).problems]


@pytest.mark.parametrize(
    ("front", "tail", "doubted"),
    [
        ("发布时间:2021-03-05 来源:县政府办", "", True),
        ("发布时间\n2021年3月5日", "", True),
        ("2021-03-05", "", True),
        ("2021-03-05 10:20", "", True),
        ("成文日期:2021-03-05 发布日期:2021-03-09", "", False),
        ("", "白云县人民政府 2021年3月5日\n", False),
        ("(白政发〔2021〕2号 2021年3月5日)", "", False),
        ("", "抄送:县委各部门。\n白云县人民政府办公室   2021年3月5日印发\n", False),
    ],
)
def test_the_day_that_a_web_page_tells_is_doubted(front, tail, doubted):
    front = "白云县2021年工作要点\n" + front
    assert plan(front, tail=tail).issued == date(2021, 3, 5)
    assert doubts(front, tail) == ([("issued-by-page", "issued")] if doubted else [])


def test_a_page_names_its_publisher_and_a_printing_office_is_an_issuer():
    page, printed = "发布机构:白云县人民政府办公室", "白云县人民政府办公室 2021年3月5日印发\n"
    assert doubts("白云县2021年工作要点\n" + page) == [("issuer-guessed", "issuer")]
    assert plan("白云县2021年工作要点\n" + page).issuer == "白云县人民政府办公室"
    assert plan("白云县2021年工作要点", tail=printed).issuer == "白云县人民政府办公室"
    assert plan("白云县2021年工作要点\n发布机构:县政府网站").issuer is None
    assert plan("白云县2021年工作要点", tail="白云县水利局（章）\n2021年3月5日\n").issuer == "白云县水利局"


@pytest.mark.parametrize(
    ("front", "doubt"),
    [
        ("为推进我县工作,制定如下。", ("no-title", "title")),
        ("为推进工作,现提出2012年工作要点如下:", ("title-guessed", "title")),
        ("白云县各项民生工程一览", ("title-guessed", "title")),
        ("各乡镇:\n请抓好落实。\n附件:水利建设任务清单", ("title-guessed", "title")),
        ("民生工程方案\n现将2019年全县重点任务分解如下:", ("period-guessed", "period")),
        ("白政发〔2021〕2号\n白云县2021年工作要点\n云政发〔2021〕9号", ("number-guessed", "doc_no")),
    ],
)
def test_what_is_a_guess_is_said(front, doubt):
    assert doubts(front) == [doubt]


def test_a_place_that_only_the_text_names_is_a_guess():
    body = "一、主要任务\n1.甲事。全市推进,唐山市科技局负责落实。\n2.乙事。依托唐山港。\n"
    assert [problem.code for problem in plan("为推进我市工作,制定工作方案如下。", body).problems] == [
        "title-guessed",
        "place-guessed",
    ]


def test_a_plain_head_is_not_doubted():
    assert not plan(NOTICE).problems
