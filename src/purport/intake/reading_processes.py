"""Reports read in several processes at once, each handed on as soon as it is read.

A process that dies takes only the report with it that it was reading: that one is named, its place
is taken by a new process, and what else was waiting for it is read there.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

from purport.errors import PurportError, UnreadReport
from purport.intake.jobs import Done, Job, Outcome, Read
from purport.intake.reading_alone import read_alone, settle
from purport.model.reading import Reading
from purport.model.report import Report

_AHEAD = 2  # jobs that a process has at a time: one that it reads, one that waits
_READY = "ready"
_STOP_S = 2.0


@dataclass(slots=True)
class _Reader:
    """A process that reads, and the jobs that it has, the one that it is reading first."""

    process: BaseProcess
    connection: Connection
    jobs: deque[Job] = field(default_factory=deque)
    ready: bool = False

    def give(self, job: Job) -> None:
        self.jobs.append(job)
        with suppress(OSError):  # where it has died, `_take` finds that out and says so
            self.connection.send(job.report)

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join(_STOP_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class ReadingProcesses:
    """Up to `count` processes that read reports; they start when there is work for them.

    They end with the process that started them, however that ends.
    """

    def __init__(self, read: Read, count: int) -> None:
        self._read = read
        self._count = count
        self._readers: list[_Reader] = []

    def read(self, items: Iterable[Job | Outcome]) -> Iterator[Done | Outcome]:
        """Yield each job with its reading as soon as it is read, and outcomes as they are.

        Raises:
            PurportError: no report can be read at all (broken weights, a setting).
        """
        stream, again = iter(items), deque[Job]()
        try:
            yield from self._read_all(stream, again)
        finally:
            for reader in [r for r in self._readers if r.jobs]:
                self._let_go(reader)

    def _read_all(
        self, stream: Iterator[Job | Outcome], again: deque[Job]
    ) -> Iterator[Done | Outcome]:
        more = True
        while True:
            while (again or more) and (reader := self._free_reader()) is not None:
                item = again.popleft() if again else next(stream, None)
                if isinstance(item, Job):
                    reader.give(item)
                elif item is None:
                    more = False
                else:
                    yield item
            busy = [reader for reader in self._readers if reader.jobs]
            if not busy and not again:
                return
            heard = wait([reader.connection for reader in busy])
            for reader in [r for r in busy if r.connection in heard]:
                yield from self._take(reader, again)

    def _free_reader(self) -> _Reader | None:
        """Return the reader that has least to do, a new one where all are at work, or None."""
        for gone in [r for r in self._readers if not r.jobs and not r.process.is_alive()]:
            self._let_go(gone)  # it ended between two works, with nothing to name
        least = min(self._readers, key=lambda reader: len(reader.jobs), default=None)
        if least is not None and not least.jobs:
            return least
        if len(self._readers) < self._count:
            self._readers.append(_start(self._read))
            return self._readers[-1]
        return least if least is not None and len(least.jobs) < _AHEAD else None

    def _take(self, reader: _Reader, again: deque[Job]) -> Iterator[Done]:
        """Yield what a reader has sent; where it has died, the job that it had, as failed."""
        try:
            said = reader.connection.recv()
        except (EOFError, OSError):
            jobs = list(reader.jobs)
            ready = reader.ready
            self._let_go(reader)
            if not ready:
                raise PurportError(
                    "a process that reads ended before it could begin", None, _MEMORY
                ) from None
            again.extend(jobs[1:])
            yield Done(jobs[0], UnreadReport("the process that read it ended", None, _MEMORY))
            return
        if said == _READY:
            reader.ready = True
        elif isinstance(said, _Fatal):
            raise said.error
        else:
            yield Done(reader.jobs.popleft(), said)

    def _let_go(self, reader: _Reader) -> None:
        self._readers.remove(reader)
        reader.jobs.clear()
        reader.stop()

    def close(self) -> None:
        """End all processes."""
        for reader in list(self._readers):
            self._let_go(reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_MEMORY = "Look whether memory ran out; fewer workers need less of it."


@dataclass(frozen=True, slots=True)
class _Fatal:
    """What a process says when it cannot read any report."""

    error: PurportError


def _start(read: Read) -> _Reader:
    # a forked process would share the threads' locks and the open ledger with this one
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, read), daemon=True)
    process.start()
    theirs.close()
    return _Reader(process, ours)


def _serve(connection: Connection, read: Read) -> None:
    """Read reports as they come, in a process of its own, until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives the work
    waiting: SimpleQueue[Report] = SimpleQueue()
    Thread(target=_receive, args=(connection, waiting), daemon=True).start()
    connection.send(_READY)
    for number in count():
        report = waiting.get()
        try:
            result: Reading | PurportError | _Fatal = read_alone(read, report)
        except PurportError as error:
            result = _Fatal(error)
        connection.send(result)
        if number == 0:
            settle()


def _receive(connection: Connection, waiting: SimpleQueue[Report]) -> None:
    """Take reports in while others are read, so that whoever sends never waits for a reading."""
    while True:
        try:
            waiting.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)  # whoever gave the work is gone; what is being read is for nobody
