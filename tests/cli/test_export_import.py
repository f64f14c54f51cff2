"""`purport export` and `purport import`: what goes out comes in, and what stays apart."""

import csv
import json
import stat

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from purport.cli.app import app
from purport.ledger.decisions import decide
from purport.ledger.filters import Filters
from purport.ledger.pseudonym_key import read_key
from purport.ledger.search import find_claims, report_reading
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify
from sayings import Saying, add, reading

DAM = reading(
    "dam",
    [
        Saying("Ana Kovač", "the gates will open", through="Cy Fox", part_of="River Agency"),
        Saying("Bo Lee", "they hold"),
    ],
)


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


def run(*arguments, status=0):
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output
    return done


def test_export_import_export_is_the_same_to_the_byte(path, tmp_path):
    one, two, other = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "other.db"
    assert "exported to" in run("export", "--to", one, "--ledger", path).stderr
    done = run("import", one, "--ledger", other)
    assert done.stdout == "2 reports, 2 readings, 1 decision imported\n"
    run("export", "--to", two, "--ledger", other)
    assert one.read_bytes() == two.read_bytes()
    with open_ledger(other) as ledger:
        assert list(verify(ledger)) == []
        assert report_reading(ledger, "dam").claims == DAM.claims
    assert run("import", one, "--ledger", path).stdout == "nothing is new\n"


def test_an_export_stands_in_the_log_with_its_digest(path, tmp_path):
    run("export", "--to", tmp_path / "1.csv", "--ledger", path)
    run("export", "--to", tmp_path / "2.jsonl", "--ledger", path)
    rows = [json.loads(line) for line in (tmp_path / "2.jsonl").read_text().splitlines()]
    exports = [row for row in rows if row.get("what") == "export"]
    assert [(row["who"], row["subject"]) for row in exports] == [
        ("Di", "export:1.csv (csv, whole)")
    ]
    assert len(list(csv.reader((tmp_path / "1.csv").open(newline="")))) == 4


def test_a_second_export_differs_by_the_note_of_the_first(path, tmp_path):
    for name in ("1", "2"):
        run("export", "--to", tmp_path / name, "--ledger", path)
    first, second = ((tmp_path / name).read_text().splitlines() for name in ("1", "2"))
    assert second[: len(first) - 1] == first[:-1]
    assert len(second) == len(first) + 1


def test_an_import_that_fails_leaves_nothing(path, tmp_path):
    out, other = tmp_path / "1.jsonl", tmp_path / "other.db"
    run("export", "--to", out, "--ledger", path)
    out.write_bytes(out.read_bytes()[:-20])
    done = run("import", out, "--ledger", other, status=2)
    assert f"{out}:" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("other.db*"))
    assert "nothing here" in run("import", tmp_path / "none", "--ledger", path, status=2).stderr
    assert run("import", tmp_path, "--ledger", path, status=2).stderr.count("\n") == 1


def test_a_conflict_is_refused(path, tmp_path):
    out, other = tmp_path / "1.jsonl", tmp_path / "other.db"
    run("export", "--to", out, "--ledger", path)
    with open_ledger(other, create=True) as ledger:
        add(ledger, reading("dam", [Saying("Ed", "something else")]))
    assert "dam is another one" in run("import", out, "--ledger", other, status=2).stderr


def test_neither_a_ledger_nor_a_missing_one_is_written(path, tmp_path):
    assert "go over the ledger" in run("export", "--to", path, "--ledger", path, status=2).stderr
    none = tmp_path / "none.db"
    done = run("export", "--to", tmp_path / "x", "--ledger", none, status=2)
    assert "no ledger here" in done.stderr
    assert not none.exists()


def test_pseudonyms_are_the_same_next_time_and_open_with_the_key(path, tmp_path):
    secret, key = tmp_path / "pass.txt", tmp_path / "case.key"
    secret.write_text("open sesame\n")
    locked = ("--pseudonyms", "--key", key, "--passphrase-file", secret, "--ledger", path)
    outs = [tmp_path / name for name in ("1.jsonl", "2.csv", "3.parquet")]
    for out in outs:
        run("export", "--to", out, *locked)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    names = read_key(key, "open sesame").names
    persons = ["Ana Kovač", "Ann Kay", "Bo Lee", "Cy Fox", "River Agency"]
    assert sorted(names.values()) == persons
    spoken = {token for token, name in names.items() if name != "River Agency"}
    for out in outs[:2]:
        said = out.read_text("utf-8-sig")
        assert "Kova" not in said
        assert all(token in said for token in spoken)
    rows = parquet.read_table(outs[2]).to_pylist()
    assert {row["who"] for row in rows} < set(names)
    secret.write_text("open barley\n")
    assert "does not open" in run("export", "--to", tmp_path / "4.jsonl", *locked, status=2).stderr
    assert not (tmp_path / "4.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--pseudonyms"], "need a key"),
        (["--key", "k"], "a key is for pseudonyms"),
        (["--pseudonyms", "--key", "out.jsonl"], "one file"),
        (["--no-text", "--as", "csv"], "no offsets without words"),
        (["--pseudonyms", "--key", "k", "--passphrase-file", "none"], "cannot be read"),
        (["--pseudonyms", "--key", "k"], "nobody is there"),
    ],
)
def test_exports_that_cannot_be(path, tmp_path, arguments, says, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("export", "--to", "out.jsonl", *arguments, "--ledger", path, status=2)
    assert says in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_without_text_there_are_offsets_and_digests(path, tmp_path):
    out = tmp_path / "out.jsonl"
    run("export", "--to", out, "--no-text", "--ledger", path)
    said = out.read_text()
    assert "gates" not in said
    records = [json.loads(line) for line in said.splitlines()]
    read = next(r for r in records if r.get("is") == "reading")["body"]
    span = read["claims"][0]["content"][0]
    assert DAM.report.text[span["start"] : span["end"]] == "the gates will open"
    done = run("import", out, "--ledger", tmp_path / "other.db", status=2)
    assert "not whole" in done.stderr
