"""Voices with their numbers of claims, counted once for many pages.

Counting all of a million claims takes most of a second. Where it takes long, pages show what was
counted last, and a thread counts anew as soon as the ledger has other readings or decisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from threading import Lock, Thread
from time import monotonic

from purport.errors import LedgerError
from purport.ledger.facets import folded
from purport.ledger.group_store import newest
from purport.ledger.store import Ledger
from purport.ledger.voices import VoicePage, VoiceRow, list_voices

_SOON_S = 0.05  # set by hand: what is counted so fast is counted for each page
_SHARE = 10  # a recount takes at most a tenth of the time
_ALL = 10**9
_Named = tuple[VoiceRow, frozenset[str]]


class VoiceCounts:
    """The voices of a ledger that are heard in claims, those with the most claims first."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._beginning = Lock()
        self._rows: tuple[_Named, ...] | None = None
        self._of: tuple[int, int] | None = None
        self._took_s = 0.0
        self._counted_at_s = 0.0
        self._counting = False

    def warm(self) -> None:
        """Count before anybody asks."""
        with suppress(LedgerError):  # whoever asks for a page is told
            self._all()

    def page(self, words: str | None, kind: str | None, limit: int, after: int | None) -> VoicePage:
        """Return a page of the voices; arguments are those of `list_voices`."""
        wanted, start = set(folded(words or "")), min(after or 0, _ALL)
        chosen = (
            row
            for row, words_held in self._all()
            if kind in (None, row.kind) and wanted <= words_held
        )
        some = list(islice(chosen, start, start + limit + 1))
        return VoicePage(tuple(some[:limit]), start + limit if len(some) > limit else None)

    def _all(self) -> Iterator[_Named]:
        with self._ledger.reading() as connection:
            now = newest(connection)
        with self._lock:
            rows, stale = self._rows, self._of != now
            soon = self._took_s <= _SOON_S
            late = monotonic() - self._counted_at_s > _SHARE * self._took_s
            anew = rows is not None and stale and not self._counting and (soon or late)
            behind = anew and not soon
            self._counting = self._counting or behind
        if rows is None:
            return iter(self._first())
        if behind:
            Thread(target=self._count, name="purport voices", daemon=True).start()
        return iter(self._count() if anew and not behind else rows)

    def _first(self) -> tuple[_Named, ...]:
        """Return what is counted for the first time; who else asks meanwhile waits for it."""
        with self._beginning:
            return self._count() if self._rows is None else self._rows

    def _count(self) -> tuple[_Named, ...]:
        began_s = monotonic()
        try:
            with self._ledger.reading() as connection:
                of = newest(connection)
            counted = list_voices(self._ledger, limit=_ALL).rows
            rows = tuple((row, frozenset(folded(row.name))) for row in counted)
            with self._lock:
                self._rows, self._of = rows, of
        finally:
            with self._lock:
                self._counted_at_s = monotonic()
                self._took_s = self._counted_at_s - began_s
                self._counting = False
        return rows
