"""How many independent roots a group has: an interval, by named rules, each opening on its words.

1. The unit is the root: origins that are proved one count once (identity.same_voice).
2. Reports that reach no named origin add nothing to the minimum, and one for each knot or set of
   copies to the maximum.
3. Roots that may be one count once in the minimum; only stated access of their own, or a person,
   makes two of them.
4. What one gatekeeper alone can reach is one root in the headline count; the voices behind it are
   counted apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from purport.corroboration.identity import (
    Tie,
    calling,
    is_private_body,
    may_be_one,
    quoted_words,
    same_gate,
    same_name,
    same_words,
)
from purport.corroboration.lineage import Lineage, trace_lineage, without_retractions
from purport.corroboration.members import Member
from purport.corroboration.origin import Origin
from purport.corroboration.root_decisions import RootDecisions, read_root_decisions
from purport.corroboration.roots import describe_links, describe_root
from purport.corroboration.union import Union
from purport.model.decision import Decision
from purport.model.group import Link, Reason, Root

# Above this many roots the largest set of independent ones is searched greedily, which can only
# make the minimum smaller.
EXACT_ROOTS = 18

Part = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The roots of a group, counted.

    `roots_min` to `roots_max` counts gatekeepers once, `voices_min` to `voices_max` the voices
    behind them; `lineage_unknown` is the number of reports that reach no named origin, `unknown`
    these reports, each knot together. `why` says how the numbers came about.
    """

    roots_min: int
    roots_max: int
    lineage_unknown: int
    voices_min: int
    voices_max: int
    roots: tuple[Root, ...]
    links: tuple[Link, ...]
    unknown: tuple[tuple[str, ...], ...]
    why: tuple[Reason, ...]


def count_roots(members: Sequence[Member], decisions: Sequence[Decision] = ()) -> Count:
    """Return how many independent roots some claims have that assert the same thing.

    Args:
        members: the claims of a group; their order makes no difference.
        decisions: what people ruled on roots and links, in the ledger's order.

    Raises:
        ValueError: a claim was given twice.
    """
    if len({m.claim_id for m in members}) < len(members):
        raise ValueError("a claim of a group is given twice")
    asserting, retracting = without_retractions(members)
    ordered = sorted(
        asserting, key=lambda m: (m.report.published or "9999", m.report.id, m.claim_id)
    )
    ruled = read_root_decisions(decisions)
    count = _count(trace_lineage(ordered, ruled), ruled)
    severed = ruled.severed(count.links)
    if severed:
        count = _count(trace_lineage(ordered, ruled, severed), ruled)
    if not retracting:
        return count
    says = f"{', '.join(retracting)} takes it back; what was told before stays beside"
    return replace(count, why=(*count.why, Reason("retraction", says)))


def _count(lineage: Lineage, ruled: RootDecisions) -> Count:
    voices, ties = _voices(lineage, ruled)
    gates, gate_ties = _gates(lineage.origins, voices, ruled)
    ties += gate_ties
    knots = len(lineage.unknown)
    headline = _independent(lineage.origins, gates, ruled, _own_access)
    behind = _independent(lineage.origins, voices, ruled, _own_recording)
    roots = tuple(describe_root(lineage, part, ties) for part in voices)
    return Count(
        len(headline),
        len(gates) + knots,
        sum(len(knot) for knot in lineage.unknown),
        len(behind),
        len(voices) + knots,
        roots,
        describe_links(lineage, voices, roots, ties),
        lineage.unknown,
        _reasons(lineage, voices, gates, headline),
    )


def _voices(
    lineage: Lineage, ruled: RootDecisions
) -> tuple[list[Part], list[tuple[int, int, Tie]]]:
    """Return the origins joined where they are one voice, and what joined them."""
    origins = lineage.origins
    sets = Union(range(len(origins)), apart=_numbers(ruled.apart, origins))
    ties: list[tuple[int, int, Tie]] = []
    for a, b in _numbers(ruled.same, origins):
        if sets.join(a, b):
            says = "a person ruled that they are one"
            ties.append((a, b, Tie("decision", 1.0, Reason("decision", says))))
    for a, b in lineage.merged:
        sets.join(a, b)
    for a, b in combinations(_distinct(range(len(origins)), origins, sets), 2):
        if sets.together(a, b):
            continue
        tie = same_name(origins[a], origins[b])
        if tie is not None and sets.join(a, b):
            ties.append((a, b, tie))
    ties += _join_only_body(origins, sets)
    words = [quoted_words(o) for o in origins]
    for a, b in combinations([n for n, w in enumerate(words) if w], 2):
        if sets.together(a, b):
            continue
        tie = same_words(origins[a], words[a], origins[b], words[b])
        if tie is not None and sets.join(a, b):
            ties.append((a, b, tie))
    return list(sets.parts()), ties


def _join_only_body(origins: Sequence[Origin], sets: Union[int]) -> list[tuple[int, int, Tie]]:
    """Join "the company" of a report that names none to the only such body of the group."""
    vague = [n for n, o in enumerate(origins) if o.who.vague and o.kind == "voice"]
    named = [n for n, o in enumerate(origins) if is_private_body(o)]
    homes: list[int] = []
    for n in named:
        if not any(sets.together(n, h) for h in homes):
            homes.append(n)
    if len(homes) != 1:
        return []
    joined = []
    for n in vague:
        if not sets.together(n, homes[0]) and sets.join(homes[0], n):
            says = f"{origins[homes[0]].name} is the only body that “{origins[n].name}” can mean"
            joined.append((homes[0], n, Tie("one body", 0.6, Reason("one body", says))))
    return joined


def _distinct(
    numbers: Iterable[int], origins: Sequence[Origin], sets: Union[int] | None = None
) -> list[int]:
    """Return one of the origins of each calling, and all without; joins the others to theirs."""
    first: dict[Hashable, int] = {}
    kept = []
    for n in numbers:
        key = calling(origins[n])
        if key is None or key not in first:
            kept.append(n)
            if key is not None:
                first[key] = n
        elif sets is not None and not sets.join(first[key], n):
            kept.append(n)
    return kept


def _gates(
    origins: Sequence[Origin], voices: Sequence[Part], ruled: RootDecisions
) -> tuple[list[Part], list[tuple[int, int, Tie]]]:
    """Return the voices joined where one gatekeeper or one body stands before them (rule 4)."""
    home = {n: k for k, part in enumerate(voices) for n in part}
    apart = [(home[a], home[b]) for a, b in _numbers(ruled.apart, origins)]
    sets = Union(range(len(voices)), apart=apart)
    ties: list[tuple[int, int, Tie]] = []
    apiece = [_distinct(part, origins) for part in voices]
    for a, b in combinations(range(len(voices)), 2):
        for i, j in ((i, j) for i in apiece[a] for j in apiece[b]):
            tie = same_gate(origins[i], origins[j])
            if tie is not None and sets.join(a, b):
                ties.append((i, j, tie))
                break
    return [tuple(n for k in part for n in voices[k]) for part in sets.parts()], ties


def _independent(
    origins: Sequence[Origin],
    parts: Sequence[Part],
    ruled: RootDecisions,
    own: Callable[[Origin], bool],
) -> Part:
    """Return the largest set of roots each two of which have access of their own (rule 3).

    One named root alone needs no proof: where there is any, the set holds at least one.
    """
    numbers = _numbers(ruled.apart, origins)
    apart = {*numbers, *((b, a) for a, b in numbers)}

    def proved(a: Part, b: Part) -> bool:
        if any((i, j) in apart for i in a for j in b):
            return True
        some = [_strong(_distinct(part, origins), origins) for part in (a, b)]
        pairs = [(origins[i], origins[j]) for i in some[0] for j in some[1]]
        accessed = any(own(origins[i]) for i in a) or any(own(origins[j]) for j in b)
        return accessed and not any(may_be_one(x, y) for x, y in pairs)

    linked = {k: set[int]() for k in range(len(parts))}
    for a, b in combinations(range(len(parts)), 2):
        if proved(parts[a], parts[b]):
            linked[a].add(b)
            linked[b].add(a)
    if len(parts) > EXACT_ROOTS:
        return _greedy(linked)
    return _largest(linked, (), set(linked))


def _strong(numbers: list[int], origins: Sequence[Origin]) -> list[int]:
    """Return origins without those that are only named near their claim, where others are left."""
    return [n for n in numbers if not origins[n].weak] or numbers


def _largest(linked: dict[int, set[int]], chosen: Part, left: set[int]) -> Part:
    """Return the largest set of mutually linked numbers; the first of several as large."""
    best = chosen
    for k in sorted(left):
        found = _largest(linked, (*chosen, k), {n for n in left & linked[k] if n > k})
        if len(found) > len(best):
            best = found
    return best


def _greedy(linked: dict[int, set[int]]) -> Part:
    chosen: list[int] = []
    for k in sorted(linked, key=lambda n: (-len(linked[n]), n)):
        if all(k in linked[c] for c in chosen):
            chosen.append(k)
    return tuple(sorted(chosen))


def _own_access(origin: Origin) -> bool:
    return origin.first_hand


def _own_recording(origin: Origin) -> bool:
    return origin.first_hand or origin.access == "recording"


def _numbers(pairs: frozenset[tuple[str, str]], origins: Sequence[Origin]) -> list[tuple[int, int]]:
    """Return the pairs of origins that rulings on claims or reports are about."""
    place: dict[str, list[int]] = {}
    for n, origin in enumerate(origins):
        place.setdefault(origin.member.claim_id, []).append(n)
        place.setdefault(origin.member.report.id, []).append(n)
    found = {(i, j) for a, b in pairs for i in place.get(a, ()) for j in place.get(b, ())}
    return sorted((i, j) for i, j in found if i != j)


def _reasons(
    lineage: Lineage, voices: Sequence[Part], gates: Sequence[Part], headline: Part
) -> tuple[Reason, ...]:
    """Return in words how the interval came about."""
    origins, found = lineage.origins, []
    names = [origins[part[0]].name for part in gates]
    if len(headline) > 1:
        shown = [origins[i] for k in headline for i in gates[k] if origins[i].first_hand]
        words = tuple(q for o in shown for r in o.why for q in r.words)
        told = " and ".join(names[k] for k in headline)
        found.append(Reason("own access", f"{told} each have access of their own", words))
    elif len(gates) > 1:
        told = " and ".join(names[:4])
        says = f"{told} may have it from one another: no access of their own is stated"
        found.append(Reason("no access stated", says))
    if len(gates) < len(voices):
        says = f"{len(voices)} voices are reached through {len(gates)} gatekeepers"
        found.append(Reason("gatekeeper", says))
    for knot in lineage.unknown:
        told = ", ".join(knot)
        says = (
            f"{told} name only each other or share their words: one unknown origin at most"
            if len(knot) > 1
            else f"{told} names no origin: none for certain, one at most"
        )
        found.append(Reason("lineage unknown", says))
    return tuple(found)
