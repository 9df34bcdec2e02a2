"""Empty feedback is named by its signs; a report that says something has none."""

from __future__ import annotations

import pytest

from dutytrack import i18n
from dutytrack.domain.progress.emptiness import emptiness


@pytest.mark.parametrize(
    "text",
    [
        "新建市级重点实验室3家,完成年度目标。",
        "六月底前完成招标,现已挂网。",
        "试验池完成闭水试验,实验楼具备入驻条件。",
        "正在推进,已完成投资3.1亿元,占年度计划的62%,设备到货六成,计划8月中旬调试。",
        "引进专家三名,签订合同。",
        "建成12家",
        "卫生厕所普及率达到85%",
        "3月20日完成60%",
    ],
)
def test_a_report_with_something_in_it_has_no_sign(text):
    assert emptiness(text).signs == ()


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("正在推进。", ("stock", "nothing-to-check")),
        ("各项工作有序推进,进展顺利。", ("stock", "nothing-to-check")),
        ("我局高度重视,认真落实各项工作要求,全面安排部署。", ("stock", "nothing-to-check")),
        ("无", ("nothing-to-check",)),
        ("60%", ("bare-figure",)),
        ("12", ("bare-figure",)),
        ("已完成60%。", ("bare-figure",)),
        ("截至目前,总体进度约60.5％左右", ("bare-figure",)),
        ("完成工程量的百分之六十", ("bare-figure",)),
        ("较上月提高5个百分点", ()),
        ("有序推进,完成60%", ("stock", "bare-figure")),
        ("", ("blank",)),
        ("  。 ", ("blank",)),
    ],
)
def test_each_sign_is_named(text, signs):
    assert emptiness(text).signs == signs


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("正在推进3家企业", ("stock",)),
        ("正在推进3家企业了", ()),
        ("正在推进,高度重视,认真落实,共3家企业啊", ("stock",)),
        ("正在推进,高度重视,完成招标3个项目", ()),
        ("我们,已在,认真,考虑", ("nothing-to-check",)),
        ("我们也已在认真考虑", ()),
    ],
)
def test_a_sign_begins_where_little_is_left_beside_the_phrases(text, signs):
    assert emptiness(text).signs == signs


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("高度重视,有序推进", ("高度重视", "有序推进")),
        ("有序推进,高度重视,有序推进", ("有序推进", "高度重视")),
    ],
)
def test_phrases_are_named_as_they_are_first_met(text, phrases):
    assert emptiness(text).phrases == phrases


def test_the_words_of_last_time_are_a_sign_whatever_their_full_stops():
    told = "完成招标3项。"

    assert emptiness(told, previous="完成招标3项").signs == ("repeated",)
    assert emptiness(told, previous="完成招标2项").signs == ()


def test_evidence_or_measured_values_speak_for_themselves():
    assert emptiness("", evidence=True).signs == ()
    assert emptiness("完成验收", figures=True).signs == ()
    assert emptiness("完成60%", figures=True).signs == (), "what is measured of a figure of the task is a fact"
    assert emptiness("完成60%", evidence=True).signs == ()
    assert emptiness("正在推进", evidence=True).signs == ("stock",), "a file does not make the phrase say more"


def test_the_reasons_are_words_in_the_language_in_use():
    found = emptiness("有序推进", previous="有序推进")

    assert found
    assert found.phrases == ("有序推进",)
    assert found.reasons == ("the same text as last time", "stock phrases: 有序推进", "no figure, date or evidence")
    i18n.use_language("zh")
    assert len(found.reasons) == 3
