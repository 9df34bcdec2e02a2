"""What leaders wrote on tasks, reports and orders, and what became of it; who answers for a unit or a task.

Revision 0017, after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_INDEXED = (("instruction", ("task_id", "unit_id")), ("instruction_step", ("instruction_id", "task_id")))


def upgrade() -> None:
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("leader", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urgency", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("within", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("new_task", sa.Boolean(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        _reference("instruction", "follows_id", "instruction"),
        _reference("instruction", "order_id", "supervision_order"),
        _reference("instruction", "report_id", "progress_report"),
        _reference("instruction", "task_id", "task"),
        _reference("instruction", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_instruction_year_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "instruction_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        _reference("instruction_step", "instruction_id", "instruction"),
        _reference("instruction_step", "report_id", "progress_report"),
        _reference("instruction_step", "task_id", "task"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction_step")),
        sqlite_autoincrement=True,
    )
    for table, columns in _INDEXED:
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    of_task = "INTEGER CONSTRAINT fk_contact_task_id_task REFERENCES task (id)"
    op.execute(f"ALTER TABLE contact ADD COLUMN task_id {of_task}")  # laid anew it would begin its ids anew
    for column in ("role", "email"):
        op.add_column("contact", sa.Column(column, sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.create_index(op.f("ix_contact_task_id"), "contact", ["task_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_contact_task_id"), "contact")
    for column in ("email", "role", "task_id"):
        op.execute(f"ALTER TABLE contact DROP COLUMN {column}")
    for table, columns in reversed(_INDEXED):
        for column in columns:
            op.drop_index(op.f(f"ix_{table}_{column}"), table)
        op.drop_table(table)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
