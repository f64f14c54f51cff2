"""Work that goes on behind the pages, one job after the other, and how far it is.

A job outlives the page that gave it, but not the desk: what was not done when the desk is closed
has to be given again. What a job has added is in the ledger the moment that it is told.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Literal

from purport.errors import PurportError, UsageError
from purport.ledger.log import utc_now

State = Literal["waiting", "at work", "done", "failed"]
_KEPT_JOBS = 50
_KEPT_LINES = 200
_MOST_WAITING = 100  # set by hand


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one input, in words; `report` is the id of the report that it is now."""

    where: str
    said: str
    good: bool = True
    report: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is.

    Args:
        id: its number since the desk was opened.
        what: what was given, in words.
        who: the person who gave it.
        at: when it was given, in UTC.
        state: waiting, at work, done, or failed (it could not be gone on with).
        good: how many inputs came to something.
        bad: how many failed.
        lines: what became of the last of them, those that failed all the longer.
        error: why it failed.
    """

    id: int
    what: str
    who: str
    at: str
    state: State = "waiting"
    good: int = 0
    bad: int = 0
    lines: tuple[Line, ...] = ()
    error: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


Work = Callable[[], Iterator[Line]]


class JobQueue:
    """Jobs in the order in which they were given, done by one thread.

    The thread starts with the first job and ends with the process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: OrderedDict[int, JobState] = OrderedDict()
        self._waiting: SimpleQueue[tuple[int, Work]] = SimpleQueue()
        self._thread: Thread | None = None
        self._listeners: set[_Listener] = set()

    def give(self, what: str, who: str, work: Work) -> JobState:
        """Add a job, and return it.

        Args:
            what: what is to be done, in words.
            who: the person who wants it.
            work: does it; it is called in the thread of the queue.

        Raises:
            UsageError: too many jobs wait already.
        """
        with self._lock:
            if sum(not job.over for job in self._jobs.values()) >= _MOST_WAITING:
                what = f"{_MOST_WAITING} jobs wait already"
                raise UsageError(what, None, "Wait until some of them are done.")
            job = JobState(max(self._jobs, default=0) + 1, what, who, utc_now())
            self._jobs[job.id] = job
            self._forget()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="purport jobs", daemon=True)
                self._thread.start()
        self._waiting.put((job.id, work))
        self._tell(job.id)
        return job

    def jobs(self) -> tuple[JobState, ...]:
        """Return the jobs, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def job(self, number: int) -> JobState | None:
        """Return a job, or None for one that never was or is forgotten."""
        with self._lock:
            return self._jobs.get(number)

    @contextmanager
    def listening(self) -> Iterator[_Listener]:
        """Give a listener that hears of each change of a job, in an event loop."""
        listener = _Listener(asyncio.get_running_loop())
        with self._lock:
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def _work(self) -> None:
        while True:
            number, work = self._waiting.get()
            self._change(number, state="at work")
            try:
                for line in work():
                    self._add(number, line)
            except PurportError as error:
                self._change(number, state="failed", error=str(error))
            except Exception as fault:  # noqa: BLE001 - one job must not keep the others waiting
                said = f"this is a fault of purport ({type(fault).__name__}: {fault})"
                self._change(number, state="failed", error=said)
            else:
                self._change(number, state="done")

    def _change(self, number: int, *, state: State, error: str | None = None) -> None:
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = replace(self._jobs[number], state=state, error=error)
        self._tell(number)

    def _add(self, number: int, line: Line) -> None:
        with self._lock:
            job = self._jobs.get(number)
            if job is None:
                return
            self._jobs[number] = replace(
                job,
                good=job.good + line.good,
                bad=job.bad + (not line.good),
                lines=_shortened((*job.lines, line)),
            )
        self._tell(number)

    def _forget(self) -> None:
        over = [number for number, job in self._jobs.items() if job.over]
        for number in over[: max(0, len(self._jobs) - _KEPT_JOBS)]:
            del self._jobs[number]

    def _tell(self, number: int) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener.hear(number)


class _Listener:
    """Somebody who waits in an event loop for changes that happen in a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._changed: set[int] = set()
        self._heard = asyncio.Event()

    def hear(self, number: int) -> None:
        """Note a change; from any thread."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._note, number)

    def _note(self, number: int) -> None:
        self._changed.add(number)
        self._heard.set()

    async def changes(self) -> tuple[int, ...]:
        """Wait for changes, and return the numbers of the jobs that they are of."""
        await self._heard.wait()
        self._heard.clear()
        changed = tuple(sorted(self._changed))
        self._changed.clear()
        return changed


def _shortened(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Leave the oldest of too many lines out, those that came to something first."""
    if len(lines) <= _KEPT_LINES:
        return lines
    first_good = next((at for at, line in enumerate(lines) if line.good), 0)
    return lines[:first_good] + lines[first_good + 1 :]
