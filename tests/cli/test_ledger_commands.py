"""`purport add`, `watch`, `verify` and `backup`: what they write, and how they end."""

import json
import re
import sqlite3

import pytest
from fakes import ENGINE
from typer.testing import CliRunner

from purport.cli.app import app
from purport.ledger.store import open_ledger


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command on a ledger of its own, reading in this process."""
    monkeypatch.setenv("PURPORT_LEDGER", str(tmp_path / "own.db"))
    monkeypatch.setenv("PURPORT_WORKERS", "1")
    monkeypatch.setenv("PURPORT_PERSON", "Ann")
    monkeypatch.setenv("PURPORT_CHECK_LANGUAGE", "off")

    def command(*arguments):
        return CliRunner().invoke(app, [str(a) for a in arguments], obj=ENGINE)

    return command


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    for name, words in (("a", "Ann it rained."), ("b", "Bo it is odd."), ("c", "Cy no.")):
        (made / f"{name}.txt").write_text(words, encoding="utf-8")
    return made


def test_adding_says_what_was_added_and_what_was_there(run, folder):
    first = run("add", folder)
    assert (first.exit_code, first.stdout) == (0, "3 reports added with 6 claims\n")
    assert first.stderr == f"purport: {folder}/b.txt: taken as it is\n"
    (folder / "c.txt").write_text("Cy, no!", encoding="utf-8")
    again = run("add", folder)
    assert again.stdout == ("0 reports added, 2 there already, 1 there already in the same words\n")
    assert f"{folder}/c.txt: the same words as c" in again.stderr
    assert run("verify").exit_code == 0


def test_an_input_that_fails_is_named_and_the_rest_is_added(run, folder):
    done = run("add", folder, folder / "none.txt")
    assert done.exit_code == 1
    assert done.stdout == "3 reports added with 6 claims, 1 input failed\n"
    assert "none.txt: there is no such file" in done.stderr
    assert run("add", folder / "none.txt").exit_code == 2


def test_lines_for_programs(run, folder, tmp_path):
    done = run("add", folder, folder / "none.txt", "--format", "jsonl", "--publisher", "Post")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["match"] for row in rows] == ["first", "first", "first", None]
    assert rows[0]["report"] == "a"
    assert all(re.fullmatch("[0-9a-f]{12}", claim) for claim in rows[0]["claims"])
    assert rows[1]["warnings"] == ["taken as it is"]
    assert rows[3]["error"]["code"] == "missing-file"
    assert done.stderr.splitlines()[-1] == (
        "purport: 3 reports added with 6 claims, 1 input failed"
    )
    with open_ledger(tmp_path / "own.db") as ledger, ledger.reading() as connection:
        said = connection.exec_driver_sql("SELECT DISTINCT publisher FROM reports").scalars()
        who = connection.exec_driver_sql("SELECT DISTINCT who FROM log").scalars()
        assert (said.all(), who.all()) == (["Post"], ["Ann"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "FOLDER", "--ledger", "FOLDER"], "the file cannot be read"),
        (["verify", "--ledger", "FOLDER/none.db"], "there is no ledger here"),
        (["backup", "FOLDER/copy.db", "--ledger", "FOLDER/a.txt"], "this file is not a ledger"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(run, folder, arguments, says):
    done = run(*(a.replace("FOLDER", str(folder)) for a in arguments))
    assert done.exit_code == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "b.txt", "c.txt"]


def test_watching_once_adds_what_is_there_and_tells_it(run, folder):
    done = run("watch", folder, "--once")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == f"{folder}/a.txt: a, 2 claims"
    assert run("watch", folder, "--once").stdout == ""
    assert run("watch", folder / "none", "--once").exit_code == 2


def test_verifying_says_what_was_tampered_with(run, folder, tmp_path):
    run("add", folder)
    sound = run("verify")
    assert sound.exit_code == 0
    head = re.fullmatch(
        r"nothing is other than it was written; log row 9, ([0-9a-f]{64})\n", sound.stdout
    ).group(1)
    assert run("verify", "--head", head).exit_code == 0
    raw = sqlite3.connect(tmp_path / "own.db")
    raw.execute("DROP TRIGGER reports_refuse_update")
    raw.execute("UPDATE reports SET published = '1999-01-01' WHERE id = 'b'")
    raw.commit()
    raw.close()
    forged = run("verify", "--head", "0" * 64)
    assert forged.exit_code == 1
    assert "report:b: changed after it was added\n" in forged.stdout
    assert "the log: it has no row with the hash 0000" in forged.stdout


def test_a_backup_prints_the_hash_that_verify_prints(run, folder, tmp_path):
    run("add", folder)
    done = run("backup", tmp_path / "copy.db")
    assert done.exit_code == 0
    head = done.stdout.split()[-1]
    assert head == run("verify").stdout.split()[-1]
    assert run("verify", "--ledger", tmp_path / "copy.db", "--head", head).exit_code == 0
    assert run("backup", tmp_path / "copy.db").exit_code == 2
