"""Roots and their links in words: what an origin is called, and how each report goes back to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from purport.corroboration.identity import Tie
from purport.corroboration.lineage import Lineage
from purport.corroboration.links import make_link
from purport.corroboration.origin import Origin
from purport.corroboration.root_decisions import root_id
from purport.model.group import Access, Link, LinkType, Quotation, Reason, Root

Part = tuple[int, ...]
_ACCESS_ORDER: tuple[Access, ...] = (
    "witness", "own-reporter", "sensor", "document", "recording", "statement", "anonymous",
    "unknown",
)  # fmt: skip
_OPENING_CHARS = 90


def describe_root(lineage: Lineage, part: Part, ties: Sequence[tuple[int, int, Tie]]) -> Root:
    """Return one root with its name, how it knows, and the reports that go back to it."""
    origins, own = [lineage.origins[n] for n in part], frozenset(part)
    first = _clearest(origins)
    reports = tuple(r for r, reached in lineage.reached.items() if not own.isdisjoint(reached))
    joined = [tie.why for a, b, tie in ties if a in own and b in own]
    thing = next((o.thing for o in origins if o.thing is not None), None)
    gate = next((o.gatekeeper for o in origins if o.gatekeeper is not None), None)
    return Root(
        id=root_id(min(o.member.claim_id for o in origins)),
        name=root_name(first),
        voice=(first.who.told or first.name) if first.kind == "voice" else None,
        evidence=" ".join(thing.mention.text.split()) if thing is not None else None,
        gatekeeper=gate.name if gate is not None else None,
        access=min((o.access for o in origins), key=_ACCESS_ORDER.index),
        reports=reports,
        party=any(o.party for o in origins),
        why=_once((*(r for o in origins for r in o.why), *joined)),
    )


def _once(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return reasons with those that say the same made one, which rests on the words of all."""
    words: dict[tuple[str, str], dict[Quotation, None]] = {}
    for reason in reasons:
        words.setdefault((reason.rule, reason.says), {}).update(dict.fromkeys(reason.words))
    return tuple(Reason(rule, says, tuple(held)) for (rule, says), held in words.items())


def root_name(origin: Origin) -> str:
    """Return what a root is called: the voice, and through whom it is heard if through another."""
    name = " ".join(origin.name.split())
    gate = origin.gatekeeper
    if gate is not None and gate.name != origin.name:
        return f"{name}, in {_thing_words(origin)} {gate.name}"
    return name


def describe_links(
    lineage: Lineage,
    parts: Sequence[Part],
    roots: Sequence[Root],
    ties: Sequence[tuple[int, int, Tie]],
) -> tuple[Link, ...]:
    """Return the links between reports, then those from a report's own words to its root."""
    found = list(lineage.links)
    joined = {(link.start, link.end) for link in found}
    for a, b, tie in ties:
        one, two = (lineage.origins[n].member.report.id for n in (a, b))
        start, end = sorted((one, two), reverse=True)
        if tie.rule == "same utterance" and one != two and (start, end) not in joined:
            found.append(make_link(start, end, "same-utterance", tie.score, tie.why.words))
            joined.add((start, end))
    for part, root in zip(parts, roots, strict=True):
        for n in part:
            origin = lineage.origins[n]
            report = origin.member.report.id
            if (report, root.id) in joined:
                continue
            joined.add((report, root.id))
            words = [q for r in origin.why for q in r.words]
            found.append(make_link(report, root.id, _kind(origin, root), 0.9, words))
    return tuple(found)


def _kind(origin: Origin, root: Root) -> LinkType:
    """Return how a report goes back to the origin that its own words name."""
    released = origin.thing is not None and origin.thing.medium in ("statement", "document", "post")
    if released and origin.access == "statement":
        return "press-release"
    return "common-source" if len(root.reports) > 1 else "source-to-source"


def _clearest(origins: Sequence[Origin]) -> Origin:
    """Return the origin that names a root: a name before a vague one, then the commonest."""
    often = Counter(o.name.lower() for o in origins)
    return min(
        origins,
        key=lambda o: (
            o.who.vague,
            o.kind == "outlet",
            not (o.who.body or o.who.person),
            -often[o.name.lower()],
            o.member.report.published or "9999",
            o.member.claim_id,
        ),
    )


def _thing_words(origin: Origin) -> str:
    if origin.thing is None:
        return "words passed on by"
    return f"a {origin.thing.medium} released by"
