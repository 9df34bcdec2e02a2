"""The ledger file: tables, engine, migrations, journal. ORM objects do not leave store and services."""
