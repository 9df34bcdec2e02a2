"""What SQLAlchemy knows of the ledger's tables, all of them."""

from __future__ import annotations

from sqlmodel import SQLModel

from dutytrack.store.tables import plans as tables
from dutytrack.store.tables import supervision

METADATA = SQLModel.metadata
"""Every table of the ledger: both modules that declare them are loaded with this one."""

assert {table.__tablename__ for table in (tables.Journal, supervision.UnitMember)} <= METADATA.tables.keys()
