"""Words that can be checked, words that leave it open, and titles that mean one thing."""

from __future__ import annotations

import pytest

from dutytrack.domain.lint.words import DELIVERABLE, empty_verb, numbers_in, object_of, open_ended


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("进一步加强宣传引导", "进一步加强"),
        ("全面推进重点区域创新", "全面推进"),
        ("大力培育创新主体", "大力培育"),
        ("引进高层次人才", None),
        ("新能源科技专项", None),
    ],
)
def test_an_effort_is_told_by_the_verb_that_opens_the_title(title, words):
    assert empty_verb(title) == words


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("推动改革,出台海洋经济扶持办法,形成氛围。", True),
        ("加快建成海洋数据中心。", True),
        ("举办两岸青年创业大赛。", True),
        ("做好《海域使用条例》的修订工作。", True),
        ("建设政务云服务平台,提升效率。", True),
        ("推动创新平台建设运行,完善工作思路。", False),
        ("建立健全长效机制,促进社会和谐。", False),
        ("加强组织领导,营造良好氛围。", False),
    ],
)
def test_a_result_is_told_by_what_is_made(text, named):
    assert (DELIVERABLE.search(text) is not None) is named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("完成时限:长期坚持", "长期坚持"),
        ("(责任单位:市科技局;时限:持续推进)", "持续推进"),
        ("清理岸线养殖。持续推进。", "持续推进"),
        ("持续推进审批制度改革。", None),
        ("建立长期合作关系。", None),
    ],
)
def test_standing_words_count_where_they_stand_for_a_date(text, words):
    assert open_ended(text) == words


def test_verbs_of_effort_and_signs_make_no_other_thing():
    assert object_of("加快推进“海洋牧场”建设工作") == object_of("推动海洋牧场建设")
    assert object_of("建设海洋牧场") != object_of("建设海洋公园")
    assert object_of("推进") == "推进"


def test_counted_periods_tell_things_apart():
    assert numbers_in("推进一期工程") != numbers_in("推进二期工程")
    assert numbers_in("2025年清单") == ("2025",)
    assert numbers_in("建设一流大学") == ()


@pytest.mark.parametrize("sign", ["建设", "出台", "《", "长期坚持", "推进"])
@pytest.mark.parametrize("read", [DELIVERABLE.search, open_ended, empty_verb, object_of])
def test_a_hostile_line_takes_no_longer_than_its_length(read, sign, growth):
    assert growth(lambda size: lambda: read(sign * size), 20_000) < 3.5
