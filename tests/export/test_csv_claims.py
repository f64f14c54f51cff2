import csv
import io
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from purport.export.controls import printable
from purport.export.csv_claims import COLUMNS, csv_claims, csv_head, plain_cell
from readings import readings


def rows(reading):
    return list(csv.DictReader(io.StringIO(csv_head() + csv_claims(reading), newline="")))


def test_the_planted_reading(planted, golden):
    golden("planted.csv", csv_head() + csv_claims(planted))


def test_a_row_says_who_through_whom_and_what(planted):
    row = rows(planted)[2]
    assert row["who"] == "engineer"
    assert row["through"] == "River Agency"
    assert row["content"] == planted.claims[2].text
    assert row["hedges"] == "is said to"
    text = planted.report.text
    assert text[int(row["start"]) : int(row["end"])] == planted.claims[2].text


def test_nobody_named_is_not_guessed(planted):
    assert [r["who"] for r in rows(planted)][3] == "not named (“they”)"
    assert rows(planted)[5]["who"] == "not named"
    assert rows(planted)[0]["who"] == "the report itself"


def test_attitudes_are_told_apart(planted):
    assert [r["claim"] for r in rows(planted) if r["reporting"] == "false"] == ["c1", "c4", "c8"]


def test_a_formula_is_not_run_and_a_negative_number_stays_one(planted):
    row = rows(planted)[6]
    assert row["content"].startswith("'=HYPERLINK(")
    assert rows(planted)[5]["certainty_score"] == "-3.0"


@given(st.text())
def test_no_cell_of_words_begins_a_formula(words):
    cell = plain_cell(words)
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert cell[:1] not in set("\t\r")
    assert cell.removeprefix("'") == words.removeprefix("'")


@given(readings())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_reading_is_a_row_for_each_claim_with_every_column(reading):
    text = csv_head() + csv_claims(reading)
    text.encode("utf-8")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [len(row) for row in found] == [len(COLUMNS)] * (len(reading.claims) + 1)
    for row, claim in zip(found[1:], reading.claims, strict=True):
        assert row[COLUMNS.index("content")] == plain_cell(printable(claim.text))


def test_lines_end_as_rfc_4180_has_them(planted):
    first = csv_claims(replace(planted, claims=planted.claims[:1]))
    assert first.endswith("\r\n")
    assert first.count("\r\n") == 1
