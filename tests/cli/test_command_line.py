import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from purport.cli import app as program
from purport.cli.version import installed_version

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "command-line.md"
ENGINES = ("spacy", "onnxruntime", "tokenizers", "numpy", "trafilatura", "lxml", "jinja2")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"]])
def test_help_comes_without_loading_an_engine(arguments):
    code = (
        "import sys; from purport.cli import main\n"
        f"sys.argv = ['purport', *{arguments!r}]\n"
        "try: main()\n"
        f"finally: print([m for m in {ENGINES!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_version():
    done = CliRunner().invoke(program.app, ["--version"])
    assert done.stdout == f"purport {installed_version()}\n"
    assert done.exit_code == 0


def test_help_has_examples():
    for arguments in (["--help"], ["read", "--help"]):
        done = CliRunner().invoke(program.app, arguments)
        assert done.exit_code == 0
        assert "purport read report.txt" in done.stdout


def test_every_command_and_option_is_in_the_reference():
    page = PAGE.read_text("utf-8")
    for name, command in get_command(program.app).commands.items():
        assert f"## purport {name}" in page
        section = page.split(f"## purport {name}")[1]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert re.search(rf"`{option}\b", section), option


def test_every_exit_status_is_in_the_reference():
    page = PAGE.read_text("utf-8")
    for status in (0, 1, 2, 130, 141):
        assert re.search(rf"^\| {status} \|", page, re.MULTILINE), status


def test_a_fault_of_the_program_is_not_passed_off_as_done(monkeypatch, capsys):
    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(program, "app", fail)
    with pytest.raises(SystemExit) as end:
        program.main()
    assert end.value.code == 2
    assert "this is a fault of purport" in capsys.readouterr().err
