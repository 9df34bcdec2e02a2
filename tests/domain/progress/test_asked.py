"""What a printed date asks for: in the words behind it, or in those before it where only a verb follows."""

import pytest

from dutytrack.domain.progress.asked import asked_by
from dutytrack.domain.progress.duties import words_of

STAGES = ("2025年底前", "2026年5月底前", "2027年10月底前", "2026年", "每年")


@pytest.mark.parametrize(
    ("printed", "text", "asked"),
    [
        ("2026年5月底前", "保护遗存。2025年底前完成规划，2026年5月底前启动首期工程，2027年10月底前开放。",
         "2026年5月底前启动首期工程"),
        ("2026年5月底前", "2026年5月底前，上线12项，材料压减六成；每年评估。", "2026年5月底前，上线12项，材料压减六成"),
        ("2026年5月底前", "建成科技创业园。2026年5月底前完成。", "建成科技创业园，2026年5月底前完成"),
        ("2026年5月底前", "组建中心，建设试验池，2025年底前开工，2026年5月底前建成投用。",
         "组建中心，建设试验池，2026年5月底前建成投用"),
        ("2026年5月底前", "2025年底前筹集公寓5000套，2026年5月底前全部具备入住条件。",
         "2025年底前筹集公寓5000套，2026年5月底前全部具备入住条件"),
        ("2026年", "2026年5月底前开工建设大桥，2026年完成投资3亿元。", "2026年完成投资3亿元"),
        ("2026年5月底前", "修复岸线20公里。", ""),
        ("", "2026年5月底前建成。", ""),
    ],
)  # fmt: skip
def test_a_date_asks_for_what_stands_about_it(printed, text, asked):
    assert asked_by(printed, text, STAGES) == asked


@pytest.mark.parametrize(
    ("printed", "text", "told"),
    [
        ("每两年", "办好博览会，与港口城市建立友好港，每两年举办一届，到2027年达12个。", "办好博览会，每两年举办一届"),
        ("每季度", "健全巡查机制。检查在建工地，每季度开展一次。", "检查在建工地，每季度开展一次"),
        ("每年", "编制人才目录并每年更新。", "编制人才目录并每年更新"),
        ("每年", "每季度发布报告，每年开展一次考核通报。", "每年开展一次考核通报"),
        ("每月", "每月调度。", "每月调度"),
    ],
)  # fmt: skip
def test_a_duty_is_told_with_what_it_is_about(printed, text, told):
    assert words_of(printed, text) == told
