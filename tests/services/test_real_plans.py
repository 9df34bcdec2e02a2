"""The real plans, from their files into one ledger."""

from __future__ import annotations

from dutytrack.services.desk import Desk
from dutytrack.services.plans.files import read_plan_file
from dutytrack.services.plans.importing import find_same_plan, import_plan


def test_the_real_plans_fill_one_ledger_and_come_in_once(books, shared, today):
    files = [read_plan_file(path) for path in sorted((shared / "plans").glob("*.txt"))]
    codes = []
    for file in files:
        with books.ledger.command("import", actor="tester") as session:
            for plan in file.plans:
                assert find_same_plan(session, parsed=plan, document=file.document) is None
                codes.append(import_plan(Desk(session, today), plan, file.document, code=None).code)
    assert sorted(codes) == ["CZ15", "CZ15B", "HZ13", "JN", "P1", "SY12", "TS", "XN"]
    assert books.rows("SELECT COUNT(*) FROM task") == [(sum(len(p.tasks) for f in files for p in f.plans),)]
    assert books.rows("SELECT COUNT(*) FROM unit WHERE name = '市科技局'") == [(4,)]
    for file in files:
        for plan in file.plans:
            assert books.run(find_same_plan, parsed=plan, document=file.document) is not None
