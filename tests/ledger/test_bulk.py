import pytest

from purport.ledger.bulk import insert_rows
from purport.ledger.tables import originals


def test_rows_are_added_together_and_no_rows_are_no_statement(ledger):
    rows = [{"sha256": f"{n:064}", "size_bytes": n, "body": bytes(n)} for n in range(3)]
    with ledger.writing() as connection:
        insert_rows(connection, originals, rows)
        insert_rows(connection, originals, [])
    with ledger.reading() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM originals ORDER BY size_bytes").all()
    assert kept == [tuple(row.values()) for row in rows]


def test_a_column_that_is_not_there_is_a_fault(ledger):
    with pytest.raises(KeyError, match="colour"), ledger.writing() as connection:
        insert_rows(connection, originals, [{"colour": "red"}])
