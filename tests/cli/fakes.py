"""An engine for tests: files of plain text, one claim a report, failures on demand.

Run as a program it is the command line on that engine, for what needs a process of its own.
"""

import sys
import time
from pathlib import Path

from purport.cli.app import app
from purport.cli.engine import Engine
from purport.errors import EmptyInput, MissingFile, PurportError
from purport.ingest.candidate import Received
from purport.model.claim import Attribution, Claim
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice


def receive(paths, overrides):
    for path in paths:
        if path == "-":
            yield received("standard input", "stdin", sys.stdin.read(), overrides)
        elif Path(path).is_dir():
            for inner in sorted(Path(path).iterdir()):
                yield received(str(inner), inner.stem, inner.read_text("utf-8"), overrides)
        elif not Path(path).exists():
            yield Received(path, error=MissingFile("there is no such file or folder", path))
        else:
            yield received(path, Path(path).stem, Path(path).read_text("utf-8"), overrides)


def received(where, name, text, overrides):
    if not text.strip():
        return Received(where, error=EmptyInput("there are no words in it", where))
    report = Report(
        overrides.id or name, "0" * 64, text,
        publisher=overrides.publisher, published=overrides.published,
    )  # fmt: skip
    return Received(where, report, warnings=("taken as it is",) if "odd" in text else ())


def read(reports):
    """The first word of a report speaks, the rest is what it says; "slow" takes long."""
    for report in reports:
        if report.text.startswith("slow"):
            Path("sleeping").touch()
            time.sleep(30)
        if report.text.startswith("stop"):
            raise KeyboardInterrupt
        if report.text.startswith("broken"):
            raise PurportError("a model is missing", remedy="Install purport again.")
        text = report.text.rstrip()
        middle = text.index(" ")
        says = Attribution(
            (Span.of(text, middle + 1, len(text)),), source=(Span.of(text, 0, middle),)
        )
        thinks = Attribution(says.content, reporting=False)
        who = Voice("v1", text[:middle], "person", says.source)
        yield Reading(report, (Claim("c1", says, voice="v1"), Claim("c2", thinks)), (who,))


ENGINE = Engine(receive, read)

if __name__ == "__main__":
    app(obj=ENGINE)
