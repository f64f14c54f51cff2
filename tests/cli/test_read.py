import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import ENGINE
from lxml import html
from typer.testing import CliRunner

from purport.cli.app import app
from purport.export.jsonl import read_json_lines

FAKES = Path(__file__).with_name("fakes.py")


pytestmark = pytest.mark.usefixtures("_folder")


@pytest.fixture
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.txt", "Ann it “rains”"), ("b.txt", "Ben odd 🌊"), ("empty.txt", " ")):
        Path(name).write_text(text, "utf-8")


def names(folder="."):
    return sorted(path.name for path in Path(folder).iterdir())


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, ["read", *map(str, arguments)], obj=ENGINE, input=stdin)


def command(*arguments, **settings):
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": source, "TERM": "xterm"}
    return subprocess.Popen(
        [sys.executable, str(FAKES), "read", *arguments], env=environment, **settings
    )


def test_one_report_is_shown():
    done = run("a.txt")
    assert done.exit_code == 0
    assert "*Ann* {1 it “rains”}" in done.stdout
    assert done.stderr == ""


def test_attitudes_are_shown_on_demand():
    assert "{2" not in run("a.txt").stdout
    assert "{2" in run("a.txt", "--all").stdout


def test_what_the_user_says_of_a_report_reaches_intake():
    done = run("a.txt", "--id", "x1", "--published", "2022-05-19", "--publisher", "The Post",
               "--format", "json")  # fmt: skip
    report = json.loads(done.stdout)["report"]
    assert (report["id"], report["published"]) == ("x1", "2022-05-19")
    assert report["publisher"] == "The Post"


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_several_reports_are_a_reading_a_line(name):
    done = run("a.txt", "b.txt", "--format", name)
    readings = list(read_json_lines(done.stdout.splitlines()))
    assert [r.report.id for r in readings] == ["a", "b"]
    assert readings[1].warnings == ("taken as it is",)
    assert [len(r.claims) for r in readings] == [2, 2]


def test_a_table_has_one_head_and_its_warnings_go_beside():
    done = run("a.txt", "b.txt", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["report"], r["who"]) for r in rows if r["reporting"] == "true"] == [
        ("a", "Ann"),
        ("b", "Ben"),
    ]
    assert done.stderr == "purport: b: taken as it is\n"


def test_a_table_in_a_file_opens_in_a_spreadsheet():
    assert run("a.txt", "--format", "csv", "--output", "t.csv").exit_code == 0
    assert Path("t.csv").read_bytes().startswith("\ufeffreport,".encode())


def test_standard_input():
    assert "*Sue*" in run("-", stdin="Sue left").stdout


def test_some_inputs_fail_and_the_rest_goes_on():
    done = run("a.txt", "empty.txt", "gone.txt", "b.txt", "--format", "jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    first, second, last = done.stderr.splitlines()
    assert first.startswith("purport: empty.txt: there are no words in it.")
    assert second.startswith("purport: gone.txt: there is no such file or folder.")
    assert last == "purport: 2 reports were read, 2 inputs failed"


def test_the_only_input_fails():
    done = run("gone.txt")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_all_of_several_inputs_fail():
    assert run("gone.txt", "empty.txt").exit_code == 1


def test_a_fault_of_the_engine_is_one_line():
    Path("c.txt").write_text("broken it is")
    done = run("a.txt", "c.txt", "--format", "jsonl")
    assert done.exit_code == 2
    assert done.stderr == "purport: a model is missing. Install purport again.\n"
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [(), ("a.txt", "--format", "pdf"), ("a.txt", "--nonsense"), ("--all",)]
)
def test_wrong_usage(arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("files", [("a.txt", "b.txt"), (".",), ("*.txt",)])
def test_one_id_for_several_reports_is_refused(files):
    done = run(*files, "--id", "x")
    assert done.exit_code == 2
    assert "one id cannot be that of several reports" in done.stderr


def test_a_page_goes_to_a_file():
    assert run("a.txt", "--format", "html", "--output", "out.html").exit_code == 0
    assert "Ann it “rains”" in html.parse("out.html").getroot().text_content()
    assert [n for n in names() if "part" in n] == []


def test_a_page_goes_to_standard_output():
    assert run("a.txt", "--format", "html").stdout.startswith("<!DOCTYPE html>")


def test_several_pages_go_to_a_folder():
    assert run("a.txt", "b.txt", "--format", "html", "--output", "new/pages").exit_code == 0
    assert names("new/pages") == ["a.html", "b.html"]


def test_page_names_are_safe_and_each_its_own():
    for name in ("a:b?.txt", "A b .txt", "a-b-.txt"):
        Path(name).write_text("Ann it rains")
    files = [n for n in names() if "b" in n.lower() and n != "b.txt"]
    assert run(*files, "--format", "html", "--output", "pages").exit_code == 0
    assert names("pages") == ["A-b.html", "a-b-2.html", "a-b-3.html"]


@pytest.mark.parametrize("output", [(), ("--output", "one.html")])
def test_several_reports_do_not_fit_one_page(output):
    done = run("a.txt", "b.txt", "--format", "html", *output)
    assert done.exit_code == 2
    assert "--output pages/" in done.stderr
    assert done.stdout == ""
    assert not Path("one.html").exists()


def test_what_is_read_is_never_written_over():
    before = Path("a.txt").read_bytes()
    for arguments in (("a.txt", "--output", "a.txt"), ("*.txt", "--output", "./a.txt")):
        done = run(*arguments)
        assert done.exit_code == 2
        assert "over a file that is read" in done.stderr
    assert Path("a.txt").read_bytes() == before
    done = run(".", "--format", "jsonl", "--output", "sub/out.jsonl")
    assert "it lies in a folder that is read" in done.stderr
    Path("page.html").write_text("Ann it rains")
    assert run("page.html", "--format", "html", "--output", ".").exit_code == 2
    assert Path("page.html").read_text() == "Ann it rains"


def test_an_older_output_stays_where_nothing_could_be_read():
    Path("kept.csv").write_text("old")
    assert run("gone.txt", "--format", "csv", "--output", "kept.csv").exit_code == 2
    assert Path("kept.csv").read_text() == "old"


def test_an_output_that_cannot_be_written_is_told_in_a_line():
    for name in ("text", "html"):
        done = run("a.txt", "--format", name, "--output", "no/such/place.html")
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert "cannot be written" in done.stderr


def test_control_c_keeps_what_was_done():
    Path("c.txt").write_text("stop it")
    done = run("a.txt", "c.txt", "b.txt", "--format", "jsonl", "--output", "out.jsonl")
    assert done.exit_code == 130
    assert done.stderr == "purport: stopped; 1 report was read\n"
    (kept,) = read_json_lines(Path("out.jsonl").read_text("utf-8").splitlines())
    assert kept.report.id == "a"


def test_control_c_in_a_process_of_its_own():
    Path("c.txt").write_text("slow it is")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with command("a.txt", "c.txt", "--format", "jsonl", **pipes) as process:
        line = process.stdout.readline()  # a report is there before the next one is done
        while not Path("sleeping").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        rest, said = process.communicate(timeout=20)
    assert json.loads(line)["report"]["id"] == "a"
    assert rest == b""
    assert said == b"purport: stopped; 1 report was read\n"
    assert process.returncode == 130


def test_a_closed_pipe_is_quiet():
    for i in range(300):
        Path(f"r{i}.txt").write_text("Ann " + "says so " * 200)
    files = [f"r{i}.txt" for i in range(300)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with command(*files, "--format", "jsonl", **pipes) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 141


def in_terminal(*arguments, stdout=None):
    """What a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    output = {"stdout": stdout or theirs, "stderr": theirs, "stdin": theirs}
    shown = b""
    with command(*arguments, **output):
        os.close(theirs)
        end = time.monotonic() + 20
        while time.monotonic() < end and select.select([ours], [], [], 10)[0]:
            try:
                some = os.read(ours, 65536)
            except OSError:  # the other end has closed
                break
            if not some:
                break
            shown += some
    os.close(ours)
    return shown.decode()


def test_a_terminal_gets_styles_and_no_signs():
    shown = in_terminal("a.txt")
    assert "\x1b[1;36mAnn\x1b[0m" in shown
    assert "*Ann*" not in shown


def test_a_terminal_without_colours_keeps_the_other_styles(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shown = in_terminal("a.txt")
    assert "\x1b[1mAnn\x1b[0m" in shown
    assert "\x1b[1;36m" not in shown


def test_json_on_a_terminal_is_indented():
    assert '{\r\n  "schema"' in in_terminal("a.txt", "--format", "json")


def test_progress_is_shown_only_where_somebody_looks_and_several_are_read():
    with Path("out").open("wb") as out:
        assert "read" in in_terminal("a.txt", "b.txt", "--format", "jsonl", stdout=out)
    with Path("out").open("wb") as out:
        assert in_terminal("a.txt", "--format", "jsonl", stdout=out) == ""
