"""The corpus of plans is read at no less than what was recorded, and is what its marked documents say."""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"
TOOLS = Path(__file__).parents[2] / "tools"
INDEX = tomllib.loads((CORPUS / "index.toml").read_text(encoding="utf-8"))
DOCUMENTS = sorted((CORPUS / "marked").glob("*.txt"))
GIVE = 0.01
"""How far a figure may fall before somebody has to look."""
LARGEST, LARGEST_ALL = 80 * 1024, 12 * 1024 * 1024


@pytest.fixture(scope="module")
def tool():
    """A module of the tools' folder by its name."""
    sys.path.insert(0, str(TOOLS))
    yield importlib.import_module
    sys.path.remove(str(TOOLS))


@pytest.fixture(scope="module")
def figures(tool):
    """The figure of each format over the whole corpus."""
    reading = tool("reading")
    scores = defaultdict(list)
    for sample in reading.samples():
        if sample.of != "known":
            scores[sample.kind].append(tool("reading_score").score_document(sample.gold, reading.read(sample.path)))
    return {kind: reading.total(some).overall for kind, some in scores.items()}


@pytest.mark.parametrize("kind", INDEX["recorded"])
def test_is_read_no_worse_than_recorded(figures, kind):
    assert figures[kind] >= INDEX["recorded"][kind] - GIVE


def test_every_format_has_a_recorded_figure(figures):
    assert figures.keys() == INDEX["recorded"].keys()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_text_and_gold_are_those_of_the_marked_document(tool, path):
    document = tool("corpus_marked").read_marked(path)
    assert (CORPUS / "files" / path.name).read_text(encoding="utf-8") == document.text
    assert json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8")) == document.gold
    made = {file.name for file in (CORPUS / "files").glob(f"{path.stem}-*")}
    assert made == {f"{path.stem}-{maker}.{kind}" for kind, maker in document.makes}


def test_the_index_names_each_document_once():
    named = [name for of in ("untuned", "tuned") for names in INDEX[of].values() for name in names]
    assert sorted(named) == [path.stem for path in DOCUMENTS]


def test_files_are_small():
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert max(sizes) < LARGEST
    assert sum(sizes) < LARGEST_ALL


@pytest.fixture
def gold():
    task = {"ref": "一.1", "title": "建设公园", "lead": [{"name": "市城管局"}], "lines": [3, 4]}
    figures = [{"value": 3, "unit": "个", "due": None}]
    return {"tasks": [{**task, "deadlines": [{"date": "2026-06-30"}], "indicators": figures}]}


def test_a_right_reading_is_counted_as_right(tool, gold):
    score = tool("reading_score").score_document([gold], [gold])
    assert (score.overall, score.wrong, score.right_tasks, score.mends) == (1.0, 0, 1, [0.0])


def test_a_wrong_unit_is_a_fact_missing_and_a_fact_too_much(tool, gold):
    read = json.loads(json.dumps(gold).replace(json.dumps("市城管局"), json.dumps("市住建局")))
    score = tool("reading_score").score_document([gold], [read])
    assert [(miss.field, miss.missing, miss.fact) for miss in score.misses] == [
        ("lead", True, "市城管局"),
        ("lead", False, "市住建局"),
    ]
    assert score.of("lead") == 0.0
    assert score.of("deadline") == 1.0


def test_a_doubt_counts_where_it_is_about_the_field_that_is_wrong(tool, gold):
    read = json.loads(json.dumps(gold))
    read["tasks"][0]["deadlines"] = []
    read["tasks"][0]["problems"] = [{"code": "time-unread", "field": "deadline"}]
    score = tool("reading_score").score_document([gold], [read])
    assert (score.wrong, score.wrong_doubted) == (1, 1)
    read["tasks"][0]["problems"] = [{"code": "vague-unit", "field": "lead"}]
    score = tool("reading_score").score_document([gold], [read])
    assert (score.wrong, score.wrong_doubted) == (1, 0)


def test_a_task_elsewhere_in_the_document_is_another_task(tool, gold):
    read = json.loads(json.dumps(gold))
    read["tasks"][0] |= {"ref": "二.1", "lines": [30, 31]}
    score = tool("reading_score").score_document([gold], [read])
    assert score.of("task") == 0.0
    without_lines = tool("reading")._without_lines(gold)
    assert tool("reading_score").score_document([without_lines], [read]).of("task") == 1.0


def test_a_refused_document_is_bad_and_told(tool, gold):
    score = tool("reading_score").score_document([gold], [])
    assert (score.bad, score.bad_told, score.good, score.overall) == (1, 1, 0, 0.0)
