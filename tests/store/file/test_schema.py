"""What is said of the tables by hand is what their classes say."""

from __future__ import annotations

from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, primary_key
from dutytrack.store.tables.supervision import METADATA


def test_journalled_tables_have_the_keys_that_are_told() -> None:
    keys = {name: [column.name for column in METADATA.tables[name].primary_key] for name in JOURNALLED_TABLES}

    assert keys == {name: [primary_key(name)] for name in JOURNALLED_TABLES}


def test_every_table_is_journalled_or_derived() -> None:
    assert METADATA.tables.keys() | {"task_text"} == {"journal", *JOURNALLED_TABLES, *DERIVED_TABLES}
