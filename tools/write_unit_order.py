"""Write ``src/dutytrack/store/reading/unitorder.txt``: the names of usual units, in the order of the unit register.

    python tools/write_unit_order.py

On each line are the names of one unit. Lists are put in order by it, which would take longer to read from the register
than the lists themselves; a test holds the two equal.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import get_args

from dutytrack.domain.units.register import Level
from dutytrack.store.settings.register import standard_register

PATH = Path(__file__).parents[1] / "src" / "dutytrack" / "store" / "reading" / "unitorder.txt"


def order_text() -> str:
    """The text, as it is to be."""
    register = standard_register()
    places: dict[str, int] = {}
    for body, _level in register.bodies:
        places.setdefault(body, len(places))
    names = dict.fromkeys(name for level in get_args(Level) for name in register.names(level))
    lines = defaultdict[int, list[str]](list)
    for name in names:
        lines[min(places[one.body.id] for one in register.bearers(name))].append(name)
    return "".join(f"{' '.join(lines[place])}\n" for place in range(len(places)))


def main() -> None:
    """Write it anew."""
    PATH.write_text(order_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
