"""Where the files lie that a ledger starts from: in the installed package, or in the checkout it is run from."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_seed"
_CHECKOUT = Path(__file__).parents[2] / "seed"


def seed_path(*parts: str) -> Path:
    """The path of a seed file or folder; it may not exist."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT).joinpath(*parts)
