"""What a recurring duty wants, told by the words behind its time."""

import pytest

from dutytrack.domain.progress.duties import asks_for_report


@pytest.mark.parametrize(
    ("printed", "text", "reports"),
    [
        ("每季度", "整治河道。每季度报送进展。", True),
        ("每月", "每月上报情况", True),
        ("每月", "每月25日前将进展情况向市政府办公室报告。", True),
        ("每年", "每年2月底前将年度科技支出安排情况报市政府。", True),
        ("每季度", "每季度末反馈落实情况", True),
        ("季报告情况", "", True),
        ("每年", "每年引进600名以上优秀人才", False),
        ("每半年", "每半年组织一次培训。年底前报送总结。", False),
        ("每季度", "每季度发布运行分析报告,每年开展一次考核通报。", False),
        ("每年", "", False),
        ("", "每年报送", False),
    ],
)
def test_a_duty_is_to_report_or_to_do(printed, text, reports):
    assert asks_for_report(printed, text) is reports
