"""`purport claims`, `show`, `reports` and `voices`: what they write, and how they end."""

import csv
import io
import json

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from purport.cli.app import app
from purport.ledger.decisions import decide
from purport.ledger.filters import Filters
from purport.ledger.search import find_claims
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify
from sayings import Saying, add, reading

DAM = reading(
    "dam",
    [
        Saying("Ana Kovač", "the gates will open", status="planned", through="River Agency",
               when=("2024-03-22", "2024-03-22"), where=("Orlec", "HR", "town")),
        Saying("Bo Lee", "=1+1 of them \x1b[31m hold"),
    ],
    title="Dam at Orlec",
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "case.db"
    with open_ledger(path, create=True) as ledger:
        add(ledger, DAM, reading("flood", [Saying("Ann Kay", "it rains")], published="2023-11"))
        decide(ledger, "Cy", "comment", [find_claims(ledger, Filters()).rows[0].id], "see p. 2")
    return path


@pytest.fixture(autouse=True)
def person(monkeypatch):
    monkeypatch.setenv("PURPORT_PERSON", "Di")
    monkeypatch.setenv("COLUMNS", "100")


def run(*arguments, status=0):
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output
    return done


def claim_id(path):
    with open_ledger(path) as ledger:
        return find_claims(ledger, Filters()).rows[0].id


def test_a_table_of_claims_fits_its_width(path):
    said = run("claims", "gates", "--ledger", path).stdout
    assert claim_id(path) in said
    for part in ("Ana Kovač", "← River Agency", "the gates will open", "planned", "2024-03-16"):
        assert part in said
    assert max(map(len, said.split("\n"))) <= 100
    assert "\x1b" not in run("claims", "--ledger", path).stdout
    assert run("claims", "--ledger", path, "--limit", "1").stdout.endswith(
        "1 claim, and there are more (--limit 4 shows more)\n"
    )


def test_nothing_found_is_said_plainly_and_is_no_failure(path):
    assert "no claim is as you ask" in run("claims", "nobody", "--ledger", path).stdout
    done = run("claims", "nobody", "--ledger", path, "--format", "jsonl")
    assert done.stdout == ""
    assert "no claim is as you ask" in done.stderr
    assert "no report" in run("reports", "nothing", "--ledger", path).stdout
    assert "no voice" in run("voices", "nobody", "--ledger", path).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["claims", "--status", "soon"], "no status 'soon'"),
        (["claims", "--since", "soon"], "not a date"),
        (["claims", "--about", "2024/2023"], "comes before"),
        (["claims", "--format", "parquet"], "Parquet is not for standard output"),
        (["claims", "a*"], "too short"),
        (["show", "zz"], "no claim of this id"),
        (["voices", "--kind", "ghost"], "no kind of voice"),
        (["claims", "--output", "none/out.csv", "--format", "csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(path, arguments, says):
    done = run(*arguments, "--ledger", path, status=2)
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_ledger_that_is_not_there_is_not_made(tmp_path):
    for command in (["claims"], ["reports"], ["voices"], ["show", "a"]):
        done = run(*command, "--ledger", tmp_path / "none.db", status=2)
        assert "no ledger here" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["--speaker", "kovac"], 1),
        (["--voice", "River Agency"], 1),
        (["--publisher", "sava"], 3),
        (["--since", "2024"], 2),
        (["--until", "2023-11-05"], 1),
        (["--about", "2024-03/.."], 1),
        (["--place", "HR"], 1),
        (["--status", "planned"], 1),
        (["--certainty", "unknown"], 3),
        (["--kind", "indirect"], 3),
        (["--act", "denies"], 0),
        (["--report", "flood"], 1),
        (["gates", '"will open"'], 1),
        (["--limit", "2"], 2),
    ],
)
def test_every_filter_reaches_the_ledger(path, asked, found):
    said = run("claims", *asked, "--ledger", path, "--format", "jsonl").stdout
    assert len(said.splitlines()) == found


def test_json_lines_hold_the_claim_as_its_reading_has_it(path):
    lines = run("claims", "--ledger", path, "--format", "jsonl").stdout.splitlines()
    first = json.loads(lines[0])
    assert len(lines) == 3
    assert (first["ledger_id"], first["report"], first["id"]) == (claim_id(path), "dam", "c1")
    assert (first["speaker"], first["through"]) == ("Ana Kovač", ["River Agency"])
    [span] = first["content"]
    assert DAM.report.text[span["start"] : span["end"]] == span["text"] == first["text"]


def test_csv_runs_no_formula_and_has_a_mark_in_a_file_alone(path, tmp_path):
    said = run("claims", "--ledger", path, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(said, newline="")))
    assert [row["who"] for row in rows] == ["Ana Kovač", "Bo Lee", "Ann Kay"]
    assert rows[1]["content"].startswith("'=1+1")
    assert rows[0]["ledger_id"] == claim_id(path)
    out = tmp_path / "claims.csv"
    run("claims", "--ledger", path, "--format", "csv", "--output", out)
    assert out.read_bytes().decode("utf-8-sig").splitlines() == said.splitlines()
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_parquet_has_lists_and_types(path, tmp_path):
    out = tmp_path / "claims.parquet"
    run("claims", "--ledger", path, "--format", "parquet", "--output", out)
    first = parquet.read_table(out).to_pylist()[0]
    assert first["through"] == ["River Agency"]
    assert first["times"] == ["2024-03-22"]
    assert first["places"] == ["Orlec"]
    assert first["reporting"] is True
    assert DAM.report.text[first["start"] : first["end"]] == first["content"]
    run("claims", "nobody", "--ledger", path, "--format", "parquet", "--output", out)
    assert parquet.read_table(out).num_rows == 0


def test_the_ledger_is_never_written_over(path):
    for form in ("table", "csv", "jsonl", "parquet"):
        done = run("claims", "--format", form, "--output", path, "--ledger", path, status=2)
        assert "go over the ledger" in done.stderr
    with open_ledger(path) as ledger:
        assert list(verify(ledger)) == []


def test_a_claim_is_shown_where_it_stands_with_what_was_decided(path):
    for name in (claim_id(path), claim_id(path)[:8], "dam/c1"):
        said = run("show", name, "--ledger", path).stdout
        assert "*Ana Kovač* _says_ {the gates will open}." in said
        assert "River Agency" in said
        assert "Cy: comment: see p. 2" in said
    plain = json.loads(run("show", "dam/c1", "--ledger", path, "--format", "json").stdout)
    context = plain["context"]
    assert DAM.report.text[context["start"] : context["end"]] == context["text"]
    assert plain["decisions"][0]["value"] == "see p. 2"
    assert (plain["ledger_id"], plain["current"]) == (claim_id(path), True)


def test_reports_and_voices(path):
    assert "Dam at Orlec" in run("reports", "--ledger", path).stdout
    said = run("reports", "--ledger", path, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(said, newline="")))
    assert [(row["id"], row["claims"]) for row in rows] == [("dam", "2"), ("flood", "1")]
    lines = run("voices", "--ledger", path, "--format", "jsonl").stdout.splitlines()
    found = {row["name"]: row for row in map(json.loads, lines)}
    assert (found["River Agency"]["speaks"], found["River Agency"]["claims"]) == (0, 1)
    assert "River Agency" in run("voices", "--ledger", path).stdout
