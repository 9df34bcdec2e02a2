"""What failed after the ledger was written says that the change stands; what failed before does not."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("ledger")
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(("lang", "said"), [("en", "before that stands"), ("zh", "已经生效")])
def test_a_command_whose_output_fails_says_that_its_change_stands(process, lang: str, said: str) -> None:
    code, _out, err = process("remind", "--yes", "-o", FULL, "--lang", lang)

    assert (code, said in err, err.count("\n")) == (2, True, 1)
    assert process("remind", "--sent", "-f", "json").out.count('"unit"') > 0


def test_a_command_that_is_refused_says_nothing_of_the_kind(process) -> None:
    assert "stands" not in process("close", "BH25-1", "--on", "2099-01-01").err
