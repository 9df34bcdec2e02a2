"""A journal that was forged so that it agrees with itself is told by any head that was kept later than the change."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

CAMPAIGN = Path(__file__).parents[3] / "tools" / "torture" / "chains.py"


@pytest.fixture(scope="module")
def chains() -> ModuleType:
    """The campaign of ``tools/torture/chains.py``."""
    spec = importlib.util.spec_from_file_location("chains", CAMPAIGN)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["chains"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_chain_cut_edited_or_stamped_anew_is_told_by_every_later_head(chains: ModuleType, tmp_path: Path) -> None:
    tally = chains.campaign(5, until=lambda done: done == 2, folder=tmp_path)

    assert tally.unseen == []
    assert set(tally.tried.values()) == {2}
    assert {way for way, count in tally.agreed.items() if count} >= {way.__name__ for way in chains.WAYS} - {
        *("leave_out", "stamp_all_anew", "swap"),  # time runs back in these, which is named whatever head was kept
    }
