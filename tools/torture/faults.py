"""Let the disk be full, fail, or not keep what it was asked to keep, at any moment of commands of each kind.

python tools/torture/faults.py [--seed N] [--minutes M | --count C] [--kinds KIND...]

From the n-th request on, or that once: no room (ENOSPC), a failing write or name (EIO), a failing fsync. Then: one line
and exit code 3 (2 for a file that is not the ledger's), never a trace; the change is whole or absent, and where it is
there although the command failed, that is said; no half file has a final name, and the next run does what was asked.
"""

from __future__ import annotations

import errno
import random
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from _harness import Ground, Hit, How, Kind, Kinds, Outcome, campaign, run
from _left import drafts, faults, is_done, state, unverified

STANDS = "stands"
"""The word by which a failure after the commit says that the change is there."""


class Way(NamedTuple):
    """A way in which a disk fails."""

    name: str
    error: int
    kinds: Kinds
    how: How = How.FAIL
    sticky: bool = False


WAYS = (
    Way("full from then on", errno.ENOSPC, Kinds.WRITE | Kinds.NAME, sticky=True),
    Way("full in the middle of a write", errno.ENOSPC, Kinds.WRITE, How.HALF, sticky=True),
    Way("full once", errno.ENOSPC, Kinds.WRITE),
    Way("a write fails", errno.EIO, Kinds.WRITE),
    Way("writes fail from then on", errno.EIO, Kinds.WRITE, sticky=True),
    Way("a name fails", errno.EIO, Kinds.NAME),
    Way("an fsync fails", errno.EIO, Kinds.SYNC),
    Way("fsyncs fail from then on", errno.EIO, Kinds.SYNC, sticky=True),
)


def try_fault(ground: Ground, kind: Kind, way: Way, share: float) -> tuple[str, list[str]]:
    """What was done, and what was lost: the disk fails at that share of the requests of its kind."""
    before, after, _count = ground.start(kind)
    counted = ground.copy(kind)
    total = run(counted, kind.words.split(), Hit(kinds=way.kinds)).requests
    shutil.rmtree(counted)
    at = 1 + int(share * max(total, 1))
    folder = ground.copy(kind)
    outcome = run(folder, kind.words.split(), Hit(at, way.how, way.error, way.sticky, way.kinds))
    found = list(faults(folder, kind, before, after))
    found += _said(outcome, is_there=is_done(folder, kind, after), changes=_changes(kind, before, after))
    again = run(folder, kind.words.split())
    if again.code not in {0, 2}:
        found.append(f"the next run fails: {again.code} {again.err.strip()}")
    run(folder, ["list", "-o", "swept.md", "--force"])
    found += [f"not swept: {one.relative_to(folder)}" for one in drafts(folder)]
    found += unverified(folder / kind.ledger)
    if not found:
        shutil.rmtree(folder)
    return f"{way.name}, at {at} of {total}", found


def _changes(kind: Kind, before: Path, after: Path) -> bool:
    """Whether a command of ``kind`` changes what the ledger says: a migration changes how it says it."""
    return kind.name != "migrate" and state(before / kind.ledger) != state(after / kind.ledger)


def _said(outcome: Outcome, *, is_there: bool, changes: bool) -> list[str]:
    """What is wrong with what the command said of itself."""
    said = f"{outcome.code} {outcome.err.strip()!r}"
    if outcome.code == 0:
        return [] if is_there else [f"said to be done, and is not there: {said}"]
    lines = [line for line in outcome.err.splitlines() if line.startswith("dutytrack: ")]
    if outcome.code not in {2, 3} or len(lines) != 1 or "TRACE" in outcome.err or "Traceback" in outcome.err:
        return [f"not told in one line: {said}"]
    if changes and is_there and STANDS not in lines[0]:
        return [f"said to have failed, and is there: {said}"]
    if not is_there and STANDS in lines[0]:
        return [f"said to stand, and is not there: {said}"]
    return []


def at_random(ground: Ground, kind: Kind, chance: random.Random) -> tuple[str, list[str]]:
    """Fail at a random moment of ``kind`` in a random way."""
    return try_fault(ground, kind, chance.choice(WAYS), chance.random())


if __name__ == "__main__":
    sys.exit(campaign(__doc__, at_random))
