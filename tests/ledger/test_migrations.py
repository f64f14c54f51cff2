"""Schemas: the migrations make what tables.py says, and every released one is brought up to it."""

import gzip
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from purport.errors import ReadOnlyLedger
from purport.ledger import migrations, store
from purport.ledger.decisions import decisions, standing
from purport.ledger.filters import Filters
from purport.ledger.reports import read_report
from purport.ledger.search import find_claims
from purport.ledger.store import open_ledger
from purport.ledger.tables import ledger_tables
from purport.ledger.verification import verify

SCHEMAS = Path(__file__).parent / "schemas"
sys.path.insert(0, str(SCHEMAS))
from freeze import current_schema  # noqa: E402 - the path comes first

FOLDER = Path(migrations.__file__).parent
NEXT = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("ALTER TABLE reports ADD COLUMN weather TEXT")
    {more}
"""


def schema(path):
    """The statements that make a ledger's schema, without the tables that FTS5 keeps for itself."""
    raw = sqlite3.connect(path)
    rows = raw.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    found = {name: " ".join(sql.split()) for name, sql in rows}
    raw.close()
    return found


def test_the_newest_migration_is_the_one_that_ledgers_are_brought_to():
    assert ScriptDirectory(str(FOLDER)).get_heads() == [migrations.HEAD]


def test_the_migrations_make_the_tables_that_the_code_knows(ledger):
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection)
        shadows = {"claim_words"} | {
            f"claim_words_{part}" for part in ("data", "idx", "docsize", "config")
        }
        found = compare_metadata(context, ledger_tables)
    assert [d for d in found if not (d[0] == "remove_table" and d[1].name in shadows)] == []


def test_the_migrations_make_the_schema_that_the_code_knows(ledger, path):
    ledger.close()
    made = sqlite3.connect(path.with_name("made.db"))
    made.executescript(current_schema())
    made.close()
    ours, theirs = schema(path), schema(path.with_name("made.db"))
    ours.pop("alembic_version")
    assert ours == theirs, "write a migration (before the first release: schemas/freeze.py)"


@pytest.mark.parametrize("kept", sorted(SCHEMAS.glob("*.db.gz")), ids=lambda p: p.name)
def test_a_ledger_of_every_released_schema_is_opened_with_all_that_it_has(kept, path):
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    with open_ledger(path) as ledger:
        assert list(verify(ledger)) == []
        assert read_report(ledger, "sava/17").publisher == "Sava Post"
        assert read_report(ledger, "sava/17-2").publisher == "Wire"
        assert [d.verb for d in decisions(ledger)] == ["accept", "comment", "undo"]
        assert [d.verb for d in standing(ledger)] == ["accept"]
        assert len(find_claims(ledger, Filters(words="gates", everything=True)).rows) >= 2


def test_every_schema_has_its_released_ledger():
    released = {path.name.removesuffix(".db.gz") for path in SCHEMAS.glob("*.db.gz")}
    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    assert released == known


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """A function that makes this version one with a further migration."""

    def release(more=""):
        folder = tmp_path / "migrations"
        shutil.copytree(FOLDER, folder)
        (folder / "versions" / "0002_weather.py").write_text(NEXT.format(more=more))
        monkeypatch.setattr(migrations, "_FOLDER", folder)
        monkeypatch.setattr(migrations, "HEAD", "0002")
        monkeypatch.setattr(store, "HEAD", "0002")

    return release


@pytest.mark.usefixtures("filled")
def test_an_older_ledger_is_migrated_and_a_copy_of_it_is_kept(ledger, path, newer):
    before = schema(path)
    ledger.close()
    newer()
    with open_ledger(path) as migrated, migrated.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, weather FROM reports").all()
    assert rows == [("r1", None), ("r2", None), ("r3", None)]
    copy = path.with_name("a.db.schema-0001")
    assert schema(copy) == before
    with open_ledger(path) as again:
        assert list(verify(again)) == []
    raw = sqlite3.connect(copy)
    assert raw.execute("SELECT count(*) FROM reports").fetchone() == (3,)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


@pytest.mark.usefixtures("filled")
def test_a_migration_that_fails_leaves_the_ledger_as_it_was(ledger, path, newer):
    before = schema(path)
    ledger.close()
    newer(more='op.execute("ALTER TABLE absent ADD COLUMN weather TEXT")')
    with pytest.raises(Exception, match="no such table"):
        open_ledger(path)
    assert schema(path) == before


def test_an_older_ledger_that_cannot_be_written_is_not_migrated(ledger, path, newer, monkeypatch):
    before = schema(path)
    ledger.close()
    newer()
    monkeypatch.setattr(store.os, "access", lambda _path, _mode: False)
    with pytest.raises(ReadOnlyLedger, match="older schema 0001"):
        open_ledger(path)
    assert schema(path) == before
