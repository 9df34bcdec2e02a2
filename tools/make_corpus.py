"""Make the files of the reading corpus from its marked documents: texts, gold, and what other programs make of them.

usage: python tools/make_corpus.py [--texts] [NAME…]

Needs pandoc, LibreOffice and Chromium for the formats that those write; ``--texts`` writes text and gold only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus_files import make_file
from corpus_marked import read_marked

CORPUS = Path(__file__).parents[1] / "tests" / "plantext" / "corpus"


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--texts", action="store_true")
    arguments = parser.parse_args()
    for path in sorted((CORPUS / "marked").glob("*.txt")):
        document = read_marked(path)
        if arguments.names and document.name not in arguments.names:
            continue
        (CORPUS / "files" / f"{document.name}.txt").write_text(document.text, encoding="utf-8")
        gold = json.dumps(document.gold, ensure_ascii=False, indent=1)
        (CORPUS / "gold" / f"{document.name}.json").write_text(gold + "\n", encoding="utf-8")
        made = (
            []
            if arguments.texts
            else [make_file(document, kind, maker, CORPUS / "files") for kind, maker in document.makes]
        )
        print(
            document.name,
            len(document.gold["tasks"]),
            "tasks",
            *(f"{file.name} {file.stat().st_size // 1024}K" for file in made),
        )


if __name__ == "__main__":
    main()
