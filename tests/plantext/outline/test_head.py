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
