"""`purport roots`, `trends`, `brief` and `decide` on a ledger of planted reports."""

import hashlib
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))
from corroboration.planted_members import Planted
from purport.cli.app import app
from purport.ledger.reports import add_reading
from purport.ledger.store import open_ledger
from purport.model.reading import Reading

FIRE = "The old mill at Orlec burned down on Monday night"


def reports():
    one = Planted("wire-1", f"ORLEC (Far Wire) - {FIRE}, police said.", "Far Wire")
    one.claim(FIRE, one.voice("police"))
    two = Planted("post-1", f"{FIRE}. (Far Wire)", "Sava Post", "2024-03-06")
    two.claim(FIRE)
    three = Planted("hill-1", f"{FIRE}, the town council said.", "Hill Gazette", "2024-03-07")
    three.claim(FIRE, three.voice("the town council"))
    return [p.reading() for p in (one, two, three)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("roots") / "ledger.db"
    with open_ledger(path, create=True) as ledger:
        for reading in reports():
            keep(ledger, reading)
    return path


def keep(ledger, reading: Reading):
    from dataclasses import replace

    original = reading.report.text.encode()
    report = replace(reading.report, sha256=hashlib.sha256(original).hexdigest())
    add_reading(ledger, replace(reading, report=report), original, "planted", "none")


@pytest.fixture
def path(filled, tmp_path):
    copy = tmp_path / "ledger.db"
    copy.write_bytes(filled.read_bytes())
    return copy


def run(*words, path):
    return CliRunner().invoke(app, [*words, "--ledger", str(path)])


def groups(path, *more):
    shown = run("roots", "--format", "json", *more, path=path)
    assert shown.exit_code == 0, shown.output
    return json.loads(shown.stdout)


def interval(path):
    (group,) = groups(path, "--at-least", "2")
    return group["roots_min"], group["roots_max"]


def test_roots_as_json_are_those_of_the_ledger(path):
    (group,) = groups(path)
    assert group["reports"] == ["wire-1", "post-1", "hill-1"]
    assert (group["roots_min"], group["roots_max"], group["lineage_unknown"]) == (1, 2, 0)
    assert {r["name"] for r in group["roots"]} == {"police", "the town council"}
    assert ("post-1", "wire-1", "wire-copy") in {
        (k["from"], k["to"], k["type"]) for k in group["links"]
    }


def test_counting_again_gives_the_same_bytes(path):
    first = run("roots", "--format", "json", path=path).stdout
    assert run("roots", "--format", "json", path=path).stdout == first


def test_one_group_by_its_id_or_that_of_a_claim(path):
    (group,) = groups(path)
    for name in (group["id"], group["id"][:6], group["claims"][0]):
        shown = run("roots", name, path=path)
        assert shown.exit_code == 0, shown.output
        assert "1 to 2 independent roots" in shown.stdout
    assert "no word of how they know" in run("roots", name, "--explain", path=path).stdout


def test_a_page(path, tmp_path):
    page = tmp_path / "roots.html"
    shown = run("roots", "--format", "html", "--output", str(page), path=path)
    assert shown.exit_code == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "words",
    [("roots", "nothing-of-this-id"), ("brief", "--since", "yesterday"),
     ("decide", "rate", "post-1", "Z9"), ("decide", "undo", "77"),
     ("decide", "same-root", "root:1", "root:1", "yes")],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_line(words, path):
    shown = run(*words, path=path)
    assert shown.exit_code == 2
    assert shown.stderr.startswith("purport: ")
    assert shown.stderr.count("\n") == 1


def test_no_ledger_is_an_error_and_makes_none(tmp_path):
    shown = run("roots", path=tmp_path / "none.db")
    assert shown.exit_code == 2
    assert not (tmp_path / "none.db").exists()


def test_an_empty_ledger_has_no_groups(tmp_path):
    with open_ledger(tmp_path / "empty.db", create=True):
        pass
    assert groups(tmp_path / "empty.db") == []
    assert "no claims yet" in run("roots", path=tmp_path / "empty.db").stdout


def test_a_ruling_moves_the_count_at_once_and_undoing_moves_it_back(path):
    assert interval(path) == (1, 2)
    roots = [r["id"] for r in groups(path)[0]["roots"]]
    made = run("decide", "same-root", *roots, "no", path=path)
    assert made.exit_code == 0, made.output
    assert interval(path) == (2, 2)
    assert run("decide", "undo", "1", path=path).exit_code == 0
    assert interval(path) == (1, 2)
    said = [json.loads(line) for line in run("decide", "list", path=path).stdout.splitlines()]
    assert [(d["n"], d["verb"]) for d in said] == [(1, "same-root"), (2, "undo")]


def test_a_link_is_broken_and_made(path):
    groups(path)
    assert run("decide", "unlink", "post-1", "wire-1", path=path).exit_code == 0
    assert "post-1" not in {k["from"] for k in groups(path)[0]["links"] if k["to"] == "wire-1"}
    made = run("decide", "link", "hill-1", "wire-1", "--type", "wire-copy", path=path)
    assert made.exit_code == 0, made.output
    link = next(k for k in groups(path)[0]["links"] if (k["from"], k["to"]) == ("hill-1", "wire-1"))
    assert link["decided_by"]


def test_a_rating_is_set_and_told_as_a_persons(path):
    (group,) = groups(path)
    assert group["rating"]["proposed"]
    assert run("decide", "rate", group["id"], "B2", path=path).exit_code == 0
    rating = groups(path)[0]["rating"]
    assert (rating["reliability"], rating["credibility"], rating["proposed"]) == ("B", 2, False)


def test_what_was_asked_is_not_asked_again(path):
    asked = run("decide", "next", path=path).stdout
    assert "one origin?" in asked
    on = asked.splitlines()[1].split()[-2:]
    assert run("decide", "same-root", *on, "unsure", path=path).exit_code == 0
    assert " ".join(on) not in run("decide", "next", path=path).stdout


def test_a_merge_against_an_earlier_ruling_warns(path):
    ids = groups(path)[0]["claims"][:2]
    assert run("decide", "same-claim", *ids, "no", path=path).exit_code == 0
    merged = run("decide", "same-claim", *ids, "yes", path=path)
    assert merged.exit_code == 0
    assert "warning" in merged.stderr


def test_a_rejected_claim_counts_no_more(path):
    (group,) = groups(path)
    from purport.ledger.decisions import decide

    with open_ledger(path) as ledger:
        last = next(c for c in group["claims"] if c in _claims_of(ledger, "hill-1"))
        decide(ledger, "Ann", "reject", [last])
    assert interval(path) == (1, 1)


def _claims_of(ledger, report):
    from purport.ledger.identified_reading import identified_reading

    return identified_reading(ledger, report).ids


def test_brief_tells_of_the_root_that_was_gained(path):
    shown = run("brief", "--since", "2024-03-07", "--format", "json", path=path)
    assert shown.exit_code == 0, shown.output
    items = [(i["what"], i["reports"]) for i in json.loads(shown.stdout)]
    assert ("gained a root", ["hill-1"]) in items
    assert "Claims that gained a root" in run("brief", "--since", "2024-03-07", path=path).stdout
    assert (
        json.loads(run("brief", "--since", "2030-01-01", "--format", "json", path=path).stdout)
        == []
    )


def test_trends_put_roots_beside_reports(path):
    shown = run("trends", "mill", "--every", "month", "--format", "json", path=path)
    assert shown.exit_code == 0, shown.output
    (theme,) = json.loads(shown.stdout)
    assert (theme["reports"], theme["roots"]) == (3, 2)
    assert "Orlec" in run("trends", path=path).stdout


def test_what_became_of_what_publishers_and_roots_said(path):
    said = run("reports", "--publishers", "--format", "jsonl", path=path).stdout
    found = {row["name"]: row for row in map(json.loads, said.splitlines())}
    assert set(found) == {"Far Wire", "Sava Post", "Hill Gazette"}
    assert found["Far Wire"]["claims"] == 1
    said = run("voices", "--record", "police", "--monthly", "--format", "csv", path=path)
    assert said.stdout.splitlines()[1].startswith("police,2024-03,1,")
    assert "no origin" in run("voices", "--record", path=path).stdout
    assert "nobody" in run("voices", "--record", "zzz", path=path).stdout
