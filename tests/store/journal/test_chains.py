"""A journal that was forged so that it agrees with itself is told by any head that was kept later than the change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def chains(torture: Callable[[str], ModuleType]) -> ModuleType:
    """The campaign of ``tools/torture/chains.py``."""
    return torture("chains")


def test_chain_cut_edited_or_stamped_anew_is_told_by_every_later_head(chains: ModuleType, tmp_path: Path) -> None:
    tally = chains.campaign(5, until=lambda done: done == 2, folder=tmp_path)

    assert tally.unseen == []
    assert set(tally.tried.values()) == {2}
    assert {way for way, count in tally.agreed.items() if count} >= {way.__name__ for way in chains.WAYS} - {
        *("leave_out", "stamp_all_anew", "swap"),  # time runs back in these, which is named whatever head was kept
    }
