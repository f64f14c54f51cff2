"""Things joined by being the same, with pairs that must never be joined."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Disjoint sets of some things; a join that would bring a forbidden pair together is refused.

    Example:
        >>> sets = Union("abc", apart=[("a", "c")])
        >>> sets.join("a", "b"), sets.join("b", "c")
        (True, False)
        >>> sets.parts()
        (('a', 'b'), ('c',))
    """

    def __init__(self, things: Iterable[T], apart: Iterable[tuple[T, T]] = ()) -> None:
        self._part: dict[T, list[T]] = {t: [t] for t in things}
        self._apart = frozenset(apart) | frozenset((b, a) for a, b in apart)

    def join(self, a: T, b: T) -> bool:
        """Join the sets of two things; return whether they are in one set now."""
        one, two = self._part[a], self._part[b]
        if one is two:
            return True
        if self._apart and any((x, y) in self._apart for x in one for y in two):
            return False
        if len(one) < len(two):
            one, two = two, one
        one.extend(two)
        for thing in two:
            self._part[thing] = one
        return True

    def together(self, a: T, b: T) -> bool:
        """Whether two things are in one set."""
        return self._part[a] is self._part[b]

    def parts(self) -> tuple[tuple[T, ...], ...]:
        """Return the sets, each in the order in which its things were given."""
        place = {t: n for n, t in enumerate(self._part)}
        seen: dict[int, list[T]] = {}
        for thing in self._part:
            seen.setdefault(id(self._part[thing]), []).append(thing)
        return tuple(tuple(sorted(p, key=place.__getitem__)) for p in seen.values())
