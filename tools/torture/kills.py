"""Kill commands of each kind at any moment, and look what is left.

python tools/torture/kills.py [--seed N] [--minutes M | --count C] [--kinds KIND...]

A command is killed before, after or in the middle of the n-th time it asks the disk for something. Then: its change is
whole or absent, no half file has a final name, evidence that a row names is there; the next run does what was asked,
sweeps what the killed one has left, and ``log verify`` finds nothing.
"""

from __future__ import annotations

import random
import shutil
import sys

from _harness import Ground, Hit, How, Kind, campaign, run
from _left import drafts, faults, is_done, spoilt_heads, unverified

WAYS = (How.KILL_BEFORE, How.KILL_AFTER, How.HALF)


def try_kill(ground: Ground, kind: Kind, at: int, how: How) -> list[str]:
    """What was lost by killing a command of ``kind`` at its ``at``-th request."""
    before, after, _count = ground.start(kind)
    folder = ground.copy(kind)
    run(folder, kind.words.split(), Hit(at, how))
    found = list(faults(folder, kind, before, after))
    was_done = is_done(folder, kind, after)
    again = run(folder, kind.words.split())
    if again.code not in ({0, 2} if was_done else {0}):
        found.append(f"the next run fails: {again.code} {again.err.strip()}")
    found += spoilt_heads(folder)
    run(folder, ["list", "-o", "swept.md", "--force"])
    found += [f"not swept: {one.relative_to(folder)}" for one in drafts(folder)]
    found += unverified(folder / kind.ledger)
    if not found:
        shutil.rmtree(folder)
    return found


def at_random(ground: Ground, kind: Kind, chance: random.Random) -> tuple[str, list[str]]:
    """Kill at a random moment of ``kind``."""
    moments = ground.start(kind)[2]
    at, how = chance.randint(1, moments), chance.choice(WAYS)
    return f"{how.name} at {at} of {moments}", try_kill(ground, kind, at, how)


if __name__ == "__main__":
    sys.exit(campaign(__doc__, at_random))
