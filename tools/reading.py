"""How well plans are read: the corpus, and the real plans at hand, by form, format and field.

usage: python tools/reading.py [--misses] [NAME…]

Three sets apart: ``untuned`` documents nobody has looked at to better the reader, ``tuned`` ones somebody has, and
``known`` real plans (``$DUTYTRACK_SHARED``: ``gold`` and ``plans``). ``--misses`` prints each wrong fact.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading_score import FIELDS, Json, Score, plans_of, score_document

from dutytrack.domain.plan.as_json import to_json
from dutytrack.errors import DutyTrackError
from dutytrack.services.plans.files import read_plan_files

CORPUS = Path(__file__).parents[1] / "tests" / "plantext" / "corpus"
COLUMNS = {
    "responsible": "respon.",
    "participating": "partic.",
    "deadline": "deadl.",
    "recurring": "recurr.",
    "indicator": "figures",
}
WIDE, NARROW = 26, 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with its gold, and where it belongs."""

    of: str
    form: str
    path: Path
    gold: list[Json]

    @property
    def kind(self) -> str:
        """The file's format."""
        return self.path.suffix.removeprefix(".")


def main() -> None:
    """Read the arguments, read the samples, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="beginnings of names")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    chosen = [one for one in samples() if not arguments.names or one.path.name.startswith(tuple(arguments.names))]
    scores = [(sample, score_document(sample.gold, read(sample.path))) for sample in chosen]
    for of in ("untuned", "tuned", "known"):
        some = [(sample, score) for sample, score in scores if sample.of == of]
        if some:
            _print_set(of, some)
    if arguments.misses:
        for sample, score in scores:
            _print_misses(sample, score)


def samples() -> Iterator[Sample]:
    """Every file of the corpus, then the real plans at hand."""
    index = tomllib.loads((CORPUS / "index.toml").read_text(encoding="utf-8"))
    for of in ("untuned", "tuned"):
        for form, names in index[of].items():
            for name in names:
                gold = plans_of(json.loads((CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8")))
                for path in sorted([*(CORPUS / "files").glob(f"{name}.*"), *(CORPUS / "files").glob(f"{name}-*")]):
                    yield Sample(
                        of, form, path, gold if path.suffix == ".txt" else [_without_lines(plan) for plan in gold]
                    )
    if shared := os.environ.get("DUTYTRACK_SHARED"):
        for path in sorted((Path(shared) / "gold").glob("*.json")):
            gold = plans_of(json.loads(path.read_text(encoding="utf-8")))
            yield Sample("known", "real", Path(shared) / "plans" / gold[0]["source"], gold)


def _without_lines(plan: Json) -> Json:
    """A plan's gold for a file whose lines are not those of the text."""
    return {**plan, "tasks": [{key: value for key, value in task.items() if key != "lines"} for task in plan["tasks"]]}


def read(path: Path) -> list[Json]:
    """What the reader finds in a file, as ``import --dry-run --format json`` prints it; none where it refuses."""
    try:
        return [to_json(plan) for file in read_plan_files(path, _pass) for plan in file.plans]
    except DutyTrackError:
        return []


def _pass(_: DutyTrackError) -> None:
    """Leave a document out of an archive that can't be read; none is in the corpus."""


def total(scores: Iterable[Score]) -> Score:
    """Scores added up."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


def _print_set(of: str, scores: list[tuple[Sample, Score]]) -> None:
    print(f"\n{of}: {len(scores)} files")
    print(
        f"{'form':{WIDE}s}"
        + "".join(
            f"{name:>{NARROW}s}"
            for name in ("files", *(COLUMNS.get(one, one) for one in FIELDS), "all", "heads", "mends")
        )
    )
    groups: dict[str, list[Score]] = defaultdict(list)
    for sample, score in scores:
        groups[f"{sample.form} {sample.kind}"].append(score)
    for sample, score in scores:
        groups[f"all {sample.kind}"].append(score)
    for name in sorted(groups, key=lambda group: (group.startswith("all "), group)):
        print(_row(name, total(groups[name])))
    whole = total(score for _, score in scores)
    print(_row("all", whole))
    print(
        f"wrong facts {whole.wrong}, doubted on their own field {_share(whole.wrong_doubted, whole.wrong)}; "
        f"right tasks {whole.right_tasks}, doubted {_share(whole.right_tasks_doubted, whole.right_tasks)}; "
        f"documents below 0.9: {whole.bad}, told {whole.bad_told}; good {whole.good}, blamed {whole.good_blamed}; "
        f"heads right {whole.heads_right} of {whole.heads}; "
        f"to mend in 40 tasks, median {statistics.median(whole.mends):.1f}"
    )


def _row(name: str, score: Score) -> str:
    figures: list[Any] = [score.of(one) for one in FIELDS]
    figures += [score.overall, score.heads_right / score.heads if score.heads else None]
    cells = "".join(f"{'-':>{NARROW}s}" if one is None else f"{one:{NARROW}.3f}" for one in figures)
    return f"{name:{WIDE}s}{score.documents:{NARROW}d}{cells}{statistics.median(score.mends):{NARROW}.1f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _print_misses(sample: Sample, score: Score) -> None:
    for miss in score.misses:
        how = "missing" if miss.missing else "wrong"
        doubted = " (doubted)" if miss.doubted else ""
        print(f"{sample.path.name}:{miss.line} {miss.ref} {miss.field} {how}: {miss.fact}{doubted}")


if __name__ == "__main__":
    main()
