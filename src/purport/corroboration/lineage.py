"""From where each report of a group has the claim: links between reports, and the origins reached.

A report that names another as its source has its origins from there. A report that names nobody
has them from the report whose text it shares. Where all that is left is a knot of reports that
name each other, no origin is reached, and the whole knot is one unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from purport.corroboration.beside import beside_origin, named_in, telling_words
from purport.corroboration.copies import Overlap, find_copies
from purport.corroboration.credits import Credit, credits_of, report_credits
from purport.corroboration.identity import may_be_one, same_gate, same_voice
from purport.corroboration.links import make_link
from purport.corroboration.members import Member, by_report, content_span, sentence_of
from purport.corroboration.origin import Origin, outlet_origin, unknown_origin
from purport.corroboration.origins import trace_origin
from purport.corroboration.outlets import is_body, is_outlet_name, matching, same_outlet, same_page
from purport.corroboration.profiles import name_profile, same_body
from purport.corroboration.root_decisions import RootDecisions
from purport.corroboration.union import Union
from purport.model.group import Link, LinkType, Quotation, Reason
from purport.model.report import Report

_RETRACTS = re.compile(
    r"\b(?:withdraws?|withdrew|withdrawn|retracts?|retracted|takes? back|took back|disowns?|"
    r"corrects?)"
    r" (?:its|his|her|their|the|an?|this|that) (?:[\w-]+ ){0,3}"
    r"(?:report|story|article|account|claim|statement|notice)\b"
)
_LEAST_SHARE = 0.4  # of what the nearest claim of the report shares; set by hand
# How sure a link of each kind is; set by hand.
_STATED, _NAMED_BESIDE, _DECIDED = 0.95, 0.6, 1.0


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim in its report: where its own words end, which outlets they credit, who is near."""

    member: Member
    origin: Origin
    credits: tuple[Credit, ...]
    near: Origin | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where the reports of a group have the claim from.

    Args:
        tellings: every claim with its origin.
        origins: the named origins that the claims' own words reach, without repeats.
        reached: the numbers in `origins` that each report goes back to; none for an unknown one.
        unknown: the reports that reach no named origin, each knot or set of copies together.
        links: how a report goes back to another report.
        merged: pairs in `origins` that one report makes one by going back through another.
    """

    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    reached: Mapping[str, tuple[int, ...]]
    unknown: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    merged: tuple[tuple[int, int], ...]


def trace_lineage(
    members: Sequence[Member],
    ruled: RootDecisions,
    severed: frozenset[tuple[str, str]] = frozenset(),
) -> Lineage:
    """Return the lineage of a group's claims.

    Args:
        members: the claims.
        ruled: what people decided on links and roots.
        severed: a report and the claim whose root it does not go back to, as people decided; the
            report's own claims then name no origin.
    """
    reports = {m.report.id: m.report for m in members}
    publishers = sorted({r.publisher for r in reports.values() if r.publisher})
    worded = _by_words(members)
    tellings = tuple(
        _told(m, publishers)
        for held in by_report(members).values()
        for m in _nearest(_asserting(held), worded)
    )
    tellings = tuple(_without_origin(t) if _is_severed(t, severed) else t for t in tellings)
    tellings = tuple(_without_refused(t, reports, ruled) for t in tellings)
    stated = _stated_links(tellings, reports)
    copied = _copy_links(find_copies(list(reports.values())), reports, stated)
    links = ruled.links_after((*stated, *copied))
    return _resolve(tellings, links)


def _told(member: Member, publishers: Sequence[str]) -> Telling:
    """Return a claim with the origin of its own words, the outlets it credits, and who is near."""
    origin, credited = trace_origin(member, publishers), credits_of(member, publishers)
    outlets = any(c.reach != "beside" for c in credited)
    near = None if origin.named or outlets else beside_origin(member, publishers)
    return Telling(member, origin, credited, near)


def _is_severed(telling: Telling, severed: frozenset[tuple[str, str]]) -> bool:
    report = telling.member.report.id
    return any(r == report for r, _ in severed)


def _without_origin(telling: Telling) -> Telling:
    return replace(telling, origin=unknown_origin(telling.member), near=None)


def _without_refused(
    telling: Telling, reports: Mapping[str, Report], ruled: RootDecisions
) -> Telling:
    """Return a claim without the credits to reports that a person said it is not from."""
    own = telling.member.report.id
    if not ruled.broken:
        return telling
    refused = [r.publisher for i, r in reports.items() if r.publisher and (own, i) in ruled.broken]
    if not refused:
        return telling
    kept = (c for c in telling.credits if not any(same_outlet(c.name, p) for p in refused))
    return replace(telling, credits=tuple(kept))


def _asserting(held: Sequence[Member]) -> Sequence[Member]:
    """Return the claims of a report without questions and orders, where others are left."""
    return [m for m in held if m.claim.act not in ("asks", "directs")] or held


def _by_words(members: Sequence[Member]) -> Mapping[frozenset[str], frozenset[str]]:
    """Return the telling words of all claims, each with the reports that have a claim of them."""
    found: dict[frozenset[str], set[str]] = {}
    for member in members:
        found.setdefault(telling_words(member.claim.text), set()).add(member.report.id)
    return {words: frozenset(reports) for words, reports in found.items()}


def _nearest(
    held: Sequence[Member], worded: Mapping[frozenset[str], frozenset[str]]
) -> Sequence[Member]:
    """Return a report's claims, but those of other voices that hardly speak of the group's matter.

    Where two voices of a report are taken to say the same, one of them may only speak of the same
    subject; its words then share little with those of the other reports.
    """
    if len({m.claim.voice for m in held}) < 2:
        return held
    own = frozenset([held[0].report.id])
    others = [words for words, reports in worded.items() if reports != own]
    if not others:
        return held
    shared = [max(_share(telling_words(m.claim.text), o) for o in others) for m in held]
    least = _LEAST_SHARE * max(shared)
    return [m for m, s in zip(held, shared, strict=True) if s >= least]


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def without_retractions(members: Sequence[Member]) -> tuple[list[Member], tuple[str, ...]]:
    """Return the claims without those by which a report takes one back, and these reports.

    "The Courier withdraws its report that …" repeats the words of what it does not stand by any
    longer: no origin confirms it there. What was said before stays as it was (rule 8).
    """
    kept = [m for m in members if not _RETRACTS.search(_around(m))]
    left = {m.report.id for m in kept}
    gone = tuple(dict.fromkeys(m.report.id for m in members if m.report.id not in left))
    return kept, gone


def _around(member: Member) -> str:
    return sentence_of(member.report.text, content_span(member.claim)).text


def _stated_links(tellings: Sequence[Telling], reports: Mapping[str, Report]) -> tuple[Link, ...]:
    """Return the links that reports state themselves: by credit, or by naming who published one."""
    found: dict[tuple[str, str], Link] = {}
    bodies = [r for r in reports.values() if r.publisher and is_body(r)]
    for telling in tellings:
        report = telling.member.report
        for credit in telling.credits:
            if credit.reach == "beside" and telling.origin.named:
                continue
            target = _published_by(credit, report, reports)
            if target is not None:
                score = _NAMED_BESIDE if credit.reach == "beside" else _STATED
                kind: LinkType = "press-release" if is_body(target) else credit.type
                link = make_link(report.id, target.id, kind, score, credit.words)
                found.setdefault((report.id, target.id), link)
        own = _own_publication(telling, bodies)
        if own is not None:
            words = [q for r in telling.origin.why for q in r.words]
            link = make_link(report.id, own.id, "press-release", _STATED, words)
            found.setdefault((report.id, own.id), link)
    return tuple(found.values())


def _published_by(credit: Credit, report: Report, reports: Mapping[str, Report]) -> Report | None:
    """Return the report that a credit means: by its address, or the last one of its publisher."""
    others = [r for r in reports.values() if r.id != report.id]
    if credit.url is not None:
        return next((r for r in others if same_page(r.url, credit.url)), None)
    names = matching(credit.name, [r.publisher for r in others if r.publisher])
    of_it = [r for r in others if r.publisher in names] or [
        r for r in others if any(same_outlet(credit.name, c.name) for c in report_credits(r))
    ]
    before = [r for r in of_it if not _after(r, report)]
    return max(before or of_it, key=lambda r: (r.published or "", r.id), default=None)


def _after(a: Report, b: Report) -> bool:
    return a.published is not None and b.published is not None and a.published > b.published


def _own_publication(telling: Telling, bodies: Sequence[Report]) -> Report | None:
    """Return the own statement of the body that is a claim's origin, where it is in the group."""
    who = telling.origin.gatekeeper or telling.origin.who
    if telling.origin.kind != "voice" or not who.body or who.vague:
        return None
    if any(r.id == telling.member.report.id for r in bodies):
        return None
    return next(
        (r for r in bodies if r.publisher and same_body(who, name_profile(r.publisher))), None
    )


def _copy_links(
    overlaps: Sequence[Overlap], reports: Mapping[str, Report], stated: Sequence[Link]
) -> tuple[Link, ...]:
    """Return the links of copied text, from the copy to what it was copied from.

    The direction is the credit's where there is one, else from the later to the earlier; on one
    day it runs to the agency, or to the body whose release it is, else it is the order of ids.
    """
    credited = {(k.start, k.end) for k in stated}
    found = []
    for overlap in overlaps:
        a, b = reports[overlap.a], reports[overlap.b]
        forward = _copied_from(a, b, credited)
        start, end = (a, b) if forward else (b, a)
        kind: LinkType = "press-release" if is_body(end) else "wire-copy"
        words = [Quotation(a.id, s) for s in overlap.spans_a]
        words += [Quotation(b.id, s) for s in overlap.spans_b]
        if (start.id, end.id) not in credited:
            found.append(make_link(start.id, end.id, kind, overlap.share, words))
    return tuple(found)


def _copied_from(a: Report, b: Report, credited: set[tuple[str, str]]) -> bool:
    """Whether `a` is the copy and `b` the one that it was copied from."""
    if ((a.id, b.id) in credited) != ((b.id, a.id) in credited):
        return (a.id, b.id) in credited
    if a.published != b.published and a.published and b.published:
        return a.published > b.published
    if is_body(a) != is_body(b):
        return is_body(b)
    agency_a, agency_b = (
        is_outlet_name(r.publisher or "") and "wire" in (r.publisher or "").lower() for r in (a, b)
    )
    if agency_a != agency_b:
        return agency_b
    return a.id > b.id


def _definite(origin: Origin) -> bool:
    """Whether an origin is told by a name of its own, so that another report cannot be meant."""
    return bool(origin.who.person) or (
        bool(origin.who.body) and any(c.isupper() for c in origin.name[1:])
    )


class _Resolution:
    """The walk from reports to origins; what is on the way is remembered so that knots end it."""

    def __init__(self, tellings: Sequence[Telling], links: Sequence[Link]) -> None:
        self.held: dict[str, list[Telling]] = {}
        for telling in tellings:
            self.held.setdefault(telling.member.report.id, []).append(telling)
        self.parents: dict[str, list[str]] = {}
        self.copies: dict[str, list[tuple[float, str]]] = {}
        for link in links:
            if link.start not in self.held or link.end not in self.held:
                continue
            if link.type == "wire-copy" and link.score < _STATED and link.decided_by is None:
                self.copies.setdefault(link.start, []).append((link.score, link.end))
                self.copies.setdefault(link.end, []).append((link.score, link.start))
            else:
                self.parents.setdefault(link.start, []).append(link.end)
        self.origins: list[Origin] = []
        self.numbers: dict[str, int] = {}
        self.merged: list[tuple[int, int]] = []
        self.known: dict[str, tuple[int, ...]] = {}
        self.walking: set[str] = set()

    def report(self, report: str) -> tuple[int, ...]:
        """Return the origins that a report goes back to; none where it is in a knot or unknown."""
        if report in self.known:
            return self.known[report]
        if report in self.walking:
            return ()
        self.walking.add(report)
        above = tuple(
            dict.fromkeys(n for p in self.parents.get(report, ()) for n in self.report(p))
        )
        found = tuple(dict.fromkeys(n for t in self.held[report] for n in self.telling(t, above)))
        if not found and above:
            found = above
        self.walking.discard(report)
        if found or not self.walking:
            self.known[report] = found
        return found

    def telling(self, telling: Telling, above: Sequence[int]) -> tuple[int, ...]:
        """Return the origins of a claim, given those of the reports that its report is from."""
        origin = telling.origin
        if not origin.named:
            return self._outlet(telling) if not above else ()
        if self._only_passes_on(telling):
            return tuple(above)
        covered = [c for c in telling.credits if c.reach != "beside"]
        if not above or not covered:
            number = self.add(origin)
            self.merged += [(n, number) for n in above if same_voice(self.origins[n], origin)]
            return (number,)
        alike = [
            n
            for n in above
            if same_voice(self.origins[n], origin) or same_gate(self.origins[n], origin)
        ]
        maybe = [n for n in above if may_be_one(self.origins[n], origin)]
        if alike:
            number = self.add(origin)
            self.merged += [(n, number) for n in alike[:1]]
            return (number,)
        if maybe or not _definite(origin):
            return tuple(maybe or above)
        return (self.add(origin),)

    def _only_passes_on(self, telling: Telling) -> bool:
        """Whether the origin that a report names published it as another outlet's report."""
        publishers = {
            t.member.report.publisher: t
            for p in self.parents.get(telling.member.report.id, ())
            for t in self.held[p]
        }
        names = (name for name in publishers if name and same_outlet(telling.origin.name, name))
        own = next((publishers[name] for name in names), None)
        return (
            own is not None
            and any(c.reach == "claim" for c in own.credits)
            and (not own.origin.named or self._is_in_knot(own))
        )

    def _is_in_knot(self, telling: Telling) -> bool:
        """Whether a report's own parents lead back to it."""
        start, seen = telling.member.report.id, set[str]()
        todo = list(self.parents.get(start, ()))
        while todo:
            report = todo.pop()
            if report == start:
                return True
            if report not in seen:
                seen.add(report)
                todo += self.parents.get(report, ())
        return False

    def _outlet(self, telling: Telling) -> tuple[int, ...]:
        """Return the outlet that a claim is credited to, where none of its reports is there."""
        report = telling.member.report.id
        stated = next((c for c in telling.credits if c.reach != "beside"), None)
        if stated is None or self.parents.get(report):
            return ()
        name = stated.url or stated.name
        why = Reason("named outlet", f"the report has it from {name}", stated.words)
        return (self.add(outlet_origin(telling.member, name, why)),)

    def add(self, origin: Origin) -> int:
        """Return the number of an origin, which is added where it is new."""
        number = self.numbers.setdefault(origin.member.claim_id, len(self.origins))
        if number == len(self.origins):
            self.origins.append(origin)
        return number

    def copied(self, report: str) -> tuple[int, ...]:
        """Return the origins of the report whose text an unknown one shares, the closest first."""
        for _, other in sorted(self.copies.get(report, ()), key=lambda c: (-c[0], c[1])):
            if self.known.get(other):
                return self.known[other]
        return ()


def _resolve(tellings: Sequence[Telling], links: Sequence[Link]) -> Lineage:
    walk = _Resolution(tellings, links)
    for report in walk.held:
        walk.report(report)
    reached = {report: walk.known.get(report, ()) for report in walk.held}
    while True:  # copies of copies
        walk.known = dict(reached)
        more = {r: found for r in reached if not reached[r] and (found := walk.copied(r))}
        more |= {
            r: found
            for r in reached
            if not reached[r]
            and r not in more
            and (found := tuple(n for p in walk.parents.get(r, ()) for n in reached[p]))
        }
        more = more or _beside(reached, walk) or _named_beside(reached, walk)
        if not more:
            break
        reached |= more
    return Lineage(
        tuple(tellings),
        tuple(walk.origins),
        reached,
        _knots([r for r in reached if not reached[r]], walk),
        tuple(links),
        tuple(walk.merged),
    )


def _beside(
    reached: Mapping[str, tuple[int, ...]], walk: _Resolution
) -> dict[str, tuple[int, ...]]:
    """Return the origin of the first unknown report that names one beside the claim.

    One at a time, so that what copied its text has it from there.
    """
    for report, numbers in reached.items():
        if numbers or walk.parents.get(report):
            continue
        near = next((t.near for t in walk.held[report] if t.near is not None), None)
        if near is not None:
            return {report: (walk.add(near),)}
    return {}


def _named_beside(
    reached: Mapping[str, tuple[int, ...]], walk: _Resolution
) -> dict[str, tuple[int, ...]]:
    """Return the origins that unknown reports, outside of knots, name as ones who tell."""
    found = {}
    for report, numbers in reached.items():
        if numbers or walk.parents.get(report):
            continue
        member = walk.held[report][0].member
        named = tuple(n for n, o in enumerate(walk.origins) if named_in(member, o))
        if named:
            found[report] = named
    return found


def _knots(unknown: Sequence[str], walk: _Resolution) -> tuple[tuple[str, ...], ...]:
    """Return unknown reports that count once: knots, copies, and several of one publisher."""
    sets = Union(unknown)
    first: dict[str, str] = {}
    for report in unknown:
        publisher = walk.held[report][0].member.report.publisher
        if publisher is not None and first.setdefault(publisher, report) != report:
            sets.join(first[publisher], report)
    for report in unknown:
        others = [*walk.parents.get(report, ()), *(o for _, o in walk.copies.get(report, ()))]
        for other in others:
            if other in unknown:
                sets.join(report, other)
    return sets.parts()
