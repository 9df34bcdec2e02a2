"""The unit register that comes with the program, read once a run."""

from __future__ import annotations

from functools import cache

from dutytrack.domain.units.register import Register, read_register
from dutytrack.seedfiles import seed_path


@cache
def standard_register() -> Register:
    """The usual units of cities, counties, provinces and the centre."""
    return read_register(seed_path("units.toml").read_text(encoding="utf-8"))
