"""How a command ended, as its exit status says it."""

from __future__ import annotations

from dataclasses import dataclass

DONE = 0
SOME_FAILED = 1
COULD_NOT = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
PIPE_CLOSED = 141  # 128 + SIGPIPE


@dataclass(slots=True)
class Tally:
    """How many inputs were read and how many failed so far."""

    read: int = 0
    failed: int = 0

    def status(self) -> int:
        """Return the exit status: 2 where the only input failed, 1 where one of several did.

        Example:
            >>> Tally(read=3).status(), Tally(2, 1).status(), Tally(0, 2).status()
            (0, 1, 1)
            >>> Tally(failed=1).status()
            2
        """
        if not self.failed:
            return DONE
        return COULD_NOT if (self.read, self.failed) == (0, 1) else SOME_FAILED
