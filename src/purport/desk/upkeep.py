"""Groups kept up to date and counted, behind the pages.

The work is done in a process of its own, at the lowest priority, so that no page waits for it: a
page shows what is kept, says where that is being counted anew, and looks again by itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from purport.corroboration.counted import Counter, count_waiting
from purport.corroboration.updating import update_groups
from purport.errors import PurportError
from purport.ledger.group_list import grouping_waits
from purport.ledger.store import Ledger, open_ledger

PAGE_S = 0.12  # set by hand: what a page waits for groups at most
RULING_S = 0.3  # and after a ruling, so that its count is mostly there at once
_AGAIN_S = 2.0  # how often it is looked whether something came from elsewhere
_LEAST_NICE = 10


class Upkeep:
    """Keeps a ledger's groups and counts up to date; it starts with the first page that asks.

    Args:
        ledger: whose groups are kept up.
        start: gives what the work is done by; None is a process of its own.
    """

    def __init__(self, ledger: Ledger, start: Callable[[], Executor] | None = None) -> None:
        self._ledger = ledger
        self._start = start or _process
        self._changed = Condition()
        self._executor: Executor | None = None
        self._wanted: dict[str, None] = {}
        self._asked = False
        self._more = False
        self._closed = False
        self._thread: Thread | None = None

    def want(self, ids: Sequence[str] = ()) -> None:
        """Let groups be brought up to date, and some be counted before others."""
        if not self._ledger.writable:
            return
        with self._changed:
            self._asked = True
            self._wanted |= dict.fromkeys(ids)
            if self._thread is None and not self._closed:
                self._thread = Thread(target=self._work, name="purport upkeep", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    @property
    def counting(self) -> bool:
        """Whether groups are known to wait for being counted."""
        return self._more

    def wait(self, until: Callable[[], bool], limit_s: float) -> bool:
        """Wait until something is so, as long as `limit_s`, and return whether it is."""
        end = monotonic() + limit_s
        while not until():
            left = end - monotonic()
            if left <= 0:
                return False
            with self._changed:
                self._changed.wait(min(left, 0.02))
        return True

    def grouped(self, limit_s: float = PAGE_S) -> bool:
        """Return whether groups are up to date, after a moment's wait where they are not."""
        if not grouping_waits(self._ledger):
            return True
        self.want()
        return self.wait(lambda: not grouping_waits(self._ledger), limit_s)

    def close(self) -> None:
        """End the process."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._executor is not None:
            _end(self._executor)

    def _work(self) -> None:
        while not self._closed:
            with self._changed:
                if not self._more and not self._asked:
                    self._changed.wait(_AGAIN_S)
                self._asked = False
                ids = list(self._wanted)
                self._wanted.clear()
            self._more = self._round(ids)
            with self._changed:
                self._changed.notify_all()

    def _round(self, ids: list[str]) -> bool:
        """Have some of the work done, and return whether there is more."""
        try:
            if self._executor is None:
                self._executor = self._start()
            return self._executor.submit(keep_up, self._ledger.path, ids).result()
        except BrokenProcessPool:
            self._executor = None
        except (PurportError, RuntimeError):  # a busy or full ledger; whoever looks is told
            with self._changed:
                self._changed.wait(_AGAIN_S)
        return False


def keep_up(path: Path, ids: Sequence[str]) -> bool:
    """Bring a ledger's groups up to date, count some, and return whether others wait for that."""
    counter = _counter(path)
    update_groups(counter.ledger)
    counted, _ = count_waiting(counter, ids)
    return counted > 0


@lru_cache(maxsize=1)
def _counter(path: Path) -> Counter:
    return Counter(open_ledger(path))


def _process() -> Executor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """Give way to all other work, leave interrupts to the desk, and end with it."""
    with suppress(OSError):
        os.nice(_LEAST_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, name="purport parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end(executor: Executor) -> None:
    """End what works, in the middle of it where need be: what is kept is kept whole."""
    for process in dict(getattr(executor, "_processes", None) or {}).values():
        process.terminate()
    executor.shutdown(wait=True, cancel_futures=True)
