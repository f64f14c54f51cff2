"""The groups that pages showed last, as they were counted, so that they are unpacked once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from purport.corroboration.counted import RULES
from purport.ledger.kept_counts import count_version, kept_bodies
from purport.ledger.store import Ledger
from purport.model.group import Group
from purport.model.group_json import group_of

_GROUPS = 12  # set by hand: of a thousand reports each takes some megabytes


class Shelf:
    """Counted groups of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, int, bool], Group] = OrderedDict()

    def holds(self, group: str) -> bool:
        """Return whether the count of a group that is kept is that of the group as it stands."""
        found = count_version(self._ledger, group, RULES)
        return found is not None and found[1]

    def group(self, group: str) -> tuple[Group | None, bool]:
        """Return a group as it was counted last, or None, and whether it still stands so."""
        found = count_version(self._ledger, group, RULES)
        if found is None:
            return None, False
        key = (group, *found)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key], found[1]
        body = kept_bodies(self._ledger, [group], RULES, stale=not found[1]).get(group)
        if body is None:
            return None, False
        unpacked = group_of(dict(body))
        with self._lock:
            self._held[key] = unpacked
            while len(self._held) > _GROUPS:
                self._held.popitem(last=False)
        return unpacked, found[1]
