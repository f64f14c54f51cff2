"""A desk on a real server, with a ledger of planted readings, for tests of its pages."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import uvicorn

import planted_reading
from purport.desk.application import make_application
from purport.desk.desk import Desk
from purport.desk.intake import Intake
from purport.desk.jobs import JobQueue
from purport.desk.server import bind
from purport.desk.shelf import Shelf
from purport.desk.upkeep import Upkeep
from purport.desk.voice_counts import VoiceCounts
from purport.ledger.filters import Filters
from purport.ledger.reports import add_reading
from purport.ledger.search import find_claims
from purport.ledger.store import Ledger, open_ledger
from purport.model.claim import Attribution, Claim, Hop
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice
from purport.settings import Settings

PERSON = "Ann Lee"
ENGLISH = "The mayor said that the bridge was closed on Monday after the flood in the valley.\n"
HOSTILE = "<img src=x onerror=alert(1)>"
CLOSED = "the quay was closed on Monday"
PLANTED = planted_reading.REPORT.id


@dataclass(frozen=True)
class Served:
    """A desk that answers at an address, and what it works with."""

    address: str
    desk: Desk

    @property
    def ledger(self) -> Ledger:
        return self.desk.ledger

    def client(self, **more) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=20, **more)

    def mark(self) -> str:
        """The mark that forms carry, as a page shows it."""
        page = httpx.get(f"{self.address}/inbox").text
        return re.search(r'name="mark" value="([0-9a-f]+)"', page)[1]


@contextmanager
def serve_desk(path: Path, **changed) -> Iterator[Served]:
    """Serve a ledger's desk on a free port, in a thread, until the block ends."""
    listener = bind("127.0.0.1", 0)
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    settings = Settings(**{"workers": 1, "max_input_bytes": 100_000} | changed.pop("settings", {}))
    with open_ledger(path, create=True) as ledger:
        made = {
            "ledger": ledger,
            "settings": settings,
            "hosts": frozenset({host}),
            "secret": b"s" * 32,
            "person": PERSON,
            "intake": Intake(settings, read_plainly),
            "jobs": JobQueue(),
            "voices": VoiceCounts(ledger),
            "shelf": Shelf(ledger),
            "upkeep": Upkeep(ledger, partial(ThreadPoolExecutor, 1)),
        }
        desk = Desk(**made | changed)
        config = uvicorn.Config(
            make_application(desk), log_level="error", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            wait_for_answer(f"http://{host}", thread)
            yield Served(f"http://{host}", desk)
        finally:
            server.should_exit = True
            thread.join(10)
            desk.intake.close()
            desk.upkeep.close()


def wait_for_answer(address: str, thread: threading.Thread) -> None:
    """The socket listens already, so that one long request is answered once the server is up."""
    assert thread.is_alive()
    httpx.get(f"{address}/static/icon.svg", timeout=30)


def fill(path: Path) -> None:
    """Make a ledger: the planted reading, a hostile one, and the same words from two publishers."""
    with open_ledger(path, create=True) as ledger:
        for reading in (planted_reading.READING, hostile(), *tellings()):
            text = reading.report.text.encode()
            add_reading(ledger, reading, text, f"{reading.report.id}.txt", "test")


def tellings() -> list[Reading]:
    return [
        said("quay-1", "Mira Sand", CLOSED, "Harbour Courier", "2024-05-02"),
        said("quay-2", "Mira Sand", CLOSED, "Island Radio", "2024-05-03"),
        said("quay-3", "the council", "it will open again", "Harbour Courier", "2024-06-01"),
    ]  # fmt: skip


def hostile() -> Reading:
    """A report in which all that can be is markup."""
    return said(f"x/{HOSTILE}", HOSTILE, HOSTILE + "\u202eok", HOSTILE, "2024-01-01", title=HOSTILE,
                url="javascript:alert(1)")  # fmt: skip


def said(report_id, who, what, publisher, published, **more) -> Reading:
    """A reading of a report of one sentence: "who says what."."""
    text = f"{who} says {what}.\n"
    source = Span.of(text, 0, len(who))
    cue = Span.of(text, len(who) + 1, len(who) + 5)
    content = Span.of(text, cue.end + 1, cue.end + 1 + len(what))
    claim = Claim(
        "c1",
        Attribution((content,), (cue,), (source,), confidence=0.9),
        voice="v1",
        chain=(Hop("v1", "speaks", span=source),),
    )
    title = more.pop("title", f"{who} on {what}")
    report = Report(report_id, "0" * 64, text, title, publisher, published, "argument", **more)
    return Reading(report, (claim,), (Voice("v1", who, "person", (source,)),))


def read_plainly(reports):
    """A reader for the inbox: the first sentence of a report is what "the reader" says."""
    for report in reports:
        first = report.text.split("\n")[0]
        if "BROKEN" in first:
            raise RuntimeError("planted fault")
        content = Span.of(report.text, 0, max(1, len(first)))
        yield Reading(report, (Claim("c1", Attribution((content,), kind="direct")),))


def wait_for_job(served: Served, number: int, limit_s: float = 20.0):
    """The job once it is over, told by the desk's own events."""
    with served.client() as client, client.stream("GET", "/api/v1/events", timeout=limit_s) as told:
        for line in told.iter_lines():
            if (job := served.desk.jobs.job(number)) is not None and job.over:
                return job
            assert line is not None
    raise AssertionError("the events ended before the job")


def claim_ids(served: Served, **filters) -> list[str]:
    """The ids of the claims that filters find."""
    return [row.id for row in find_claims(served.ledger, Filters(**filters)).rows]


def is_fault(said) -> bool:
    """Whether a message tells more than that an answer was 400, 404 or 409."""
    return said.type == "error" and "status of 4" not in said.text


def watched(context, address: str, errors: list[str]):
    """A new page whose complaints, and requests to other hosts, are noted."""
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(f"script: {error}"))
    page.on("console", lambda said: is_fault(said) and errors.append(said.text))
    page.on(
        "request", lambda asked: asked.url.startswith(f"{address}/") or errors.append(asked.url)
    )
    return page
