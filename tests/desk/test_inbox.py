import tempfile
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from served import ENGLISH, PERSON, read_plainly, wait_for_job
from typer.testing import CliRunner

from purport.cli.app import app
from purport.cli.engine import Engine
from purport.desk.intake import safe_name
from purport.desk.jobs import JobQueue, Line
from purport.errors import LedgerError, UsageError
from purport.ledger.log_list import list_log
from purport.ledger.report_list import list_reports

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def drop(served, *files, **fields):
    """Send files and fields as the form does, and give the job once it is over."""
    parts = [("files", file) for file in files]
    with served.client() as client:
        data = {"mark": served.mark(), **fields}
        answer = client.post("/inbox", data=data, files=parts or {"files": ("", b"")})
    if answer.status_code != 303:
        return answer
    return wait_for_job(served, served.desk.jobs.jobs()[0].id)


def test_dropped_files_become_reports_and_failures_say_why(served):
    job = drop(served, ("may flood.txt", ENGLISH.encode()), ("photo.txt", PICTURE))
    assert (job.state, job.good, job.bad, job.who) == ("done", 1, 1, PERSON)
    good, bad = job.lines
    assert (good.report, good.said, good.where) == ("may flood", "1 claim", "may flood.txt")
    assert bad.said.startswith("photo.txt: this is not text but looks like a PNG image.")
    page = html.fromstring(served.client().get("/inbox").text)
    assert page.xpath("//li[@class='bad']/text()") == [bad.said]
    assert page.xpath("//section//a/@href") == ["/reports/may%20flood"]
    rows = list_log(served.ledger).rows
    assert next((r.who, r.subject) for r in rows if r.what == "report-added") == (
        PERSON, "report:may flood",
    )  # fmt: skip


def test_failures_are_told_in_the_words_of_the_command_line(served, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {
        "a.txt": PICTURE, "b.txt": b"", "c.txt": b"Das ist ein Bericht auf Deutsch. " * 9,
        "d.html": b"<html></html>", "e.csv": b"x,y\n1,2\n", "f.txt": b"\xff\xfe\xfd\xfc\xf0",
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    said = CliRunner().invoke(app, ["read", *files], obj=_engine()).stderr.splitlines()
    told = [line.said for line in drop(served, *files.items()).lines]
    assert len(told) == len(files)
    assert [f"purport: {line}" for line in told] == said[: len(files)]


def _engine():
    from purport.ingest.sources import read_sources
    from purport.settings import Settings

    settings = Settings(max_input_bytes=100_000)
    return Engine(
        lambda paths, said: read_sources(paths, overrides=said, settings=settings, stdin=None),
        read_plainly,
    )


def test_pasted_words_are_read_with_what_is_said_of_them(served):
    job = drop(served, text=ENGLISH, publisher="Valley News", published="2024-05", id="flood",
               title="The flood")  # fmt: skip
    assert (job.what, job.lines[0].where, job.lines[0].report) == (
        "pasted text", "pasted text", "flood",
    )  # fmt: skip
    (row,) = list_reports(served.ledger, words="The flood").rows
    assert (row.publisher, row.published) == ("Valley News", "2024-05")


def test_what_is_known_already_is_said(served):
    drop(served, text=ENGLISH)
    assert drop(served, text=ENGLISH).lines[0].said == "known already, word for word"


def test_pasted_words_may_be_as_long_as_a_file_and_not_longer(served):
    assert drop(served, text=ENGLISH * 1000).state == "done"
    job = drop(served, text=ENGLISH * 1300)
    assert (job.good, job.bad) == (0, 1)
    assert "max_input_bytes" in job.lines[0].said


def test_one_report_that_cannot_be_read_keeps_no_other_out(served):
    job = drop(served, ("a.txt", b"BROKEN " + ENGLISH.encode()), ("b.txt", ENGLISH.encode()))
    assert (job.state, job.good, job.bad) == ("done", 1, 1)
    assert job.lines[0].said.startswith("a.txt: reading it failed (RuntimeError: planted fault)")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "nothing was given"),
        ({"text": "  "}, "nothing was given"),
        ({"address": "/etc/passwd"}, "this is no address of the web"),
        ({"address": "file:///etc/passwd"}, "this is no address of the web"),
        ({"address": "-"}, "this is no address of the web"),
        ({"text": ENGLISH, "published": "31 June"}, "published"),
        ({"text": ENGLISH, "address": "https://x.example/", "id": "a"}, "one id cannot be"),
    ],
)
def test_what_cannot_be_tried_is_refused_at_once(served, fields, says):
    answer = drop(served, **fields)
    assert answer.status_code == 400
    assert says in answer.text
    assert served.desk.jobs.jobs() == ()


def test_names_of_dropped_files_lead_nowhere_else(served):
    job = drop(served, ("../../../tmp/out.txt", ENGLISH.encode()), ("..", ENGLISH.encode() + b"a"))
    assert [line.where for line in job.lines] == ["out.txt", "file"]


def test_an_address_is_fetched_as_on_the_command_line_and_not_inside_the_own_network(served):
    job = drop(served, address="http://127.0.0.1:9/report.html")
    assert (job.state, job.good, job.bad) == ("done", 0, 1)
    assert job.lines[0].said.startswith("http://127.0.0.1:9/report.html: ")
    assert "allow_private_addresses" in job.lines[0].said


def test_nothing_of_dropped_files_is_left_behind(served, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    job = drop(served, ("a.txt", ENGLISH.encode()), ("b.txt", PICTURE))
    assert (job.good, job.bad) == (1, 1)
    _until_over(served.desk.jobs, job.id)
    assert list(room.iterdir()) == []


def test_more_jobs_than_can_wait_are_refused():
    queue, hold = JobQueue(), Event()

    def work():
        hold.wait(20)
        yield Line("a", "done")

    for _ in range(100):
        queue.give("x", "Ann", work)
    with pytest.raises(UsageError, match="100 jobs wait already"):
        queue.give("one more", "Ann", work)
    hold.set()


@given(st.text(max_size=300))
def test_a_safe_name_is_one_name_and_no_pattern(name):
    safe = safe_name(name)
    assert safe
    assert safe not in {".", ".."}
    assert not set(safe) & set("/\\*?[]\0")
    assert len(safe.encode()) <= 120


def test_jobs_are_done_one_after_the_other_and_outlive_their_fault():
    queue, order = JobQueue(), []

    def work(name, fault=None):
        order.append(name)
        yield Line(name, "done")
        if fault:
            raise fault

    first = queue.give("a", "Ann", lambda: work("a", LedgerError("no room")))
    second = queue.give("b", "Ann", lambda: work("b", ZeroDivisionError("planted")))
    third = queue.give("c", "Bo", lambda: work("c"))
    _until_over(queue, third.id)
    assert order == ["a", "b", "c"]
    states = [queue.job(job.id) for job in (first, second, third)]
    assert [job.state for job in states] == ["failed", "failed", "done"]
    assert [job.good for job in states] == [1, 1, 1]
    assert states[0].error.startswith("no room")
    assert "ZeroDivisionError" in states[1].error


def test_a_long_job_keeps_what_failed():
    queue = JobQueue()

    def work():
        yield Line("bad", "failed", good=False)
        for n in range(500):
            yield Line(str(n), "done")

    job = queue.give("many", "Ann", work)
    _until_over(queue, job.id)
    kept = queue.job(job.id)
    assert (kept.good, kept.bad) == (500, 1)
    assert kept.lines[0].where == "bad"
    assert kept.lines[-1].where == "499"
    assert len(kept.lines) == 200


def _until_over(queue, number):
    """Wait for a job by one that is given after it."""
    over = Event()

    def last():
        over.set()
        yield from ()

    queue.give("last", "test", last)
    assert over.wait(10)
    assert queue.job(number).over


def test_events_tell_of_each_job(served):
    with served.client() as client, client.stream("GET", "/inbox/events") as told:
        lines = told.iter_lines()
        assert next(lines) == ": listening"
        served.desk.jobs.give("x", "Ann", lambda: iter([Line("a", "done")]))
        data = [line for line in (next(lines) for _ in range(4)) if line.startswith("data: ")]
        assert data[0].startswith('data: {"id": 1, "state": ')
    assert served.client().get("/inbox/jobs/1").status_code == 200
    assert served.client().get("/inbox/jobs/99").status_code == 404


def test_verifying_is_a_job_of_the_log(served):
    with served.client() as client:
        client.post("/log/verify", data={"mark": served.mark()})
    job = wait_for_job(served, 1)
    assert (job.state, job.bad) == ("done", 0)
    assert "is as it was written" in served.client().get("/log").text
