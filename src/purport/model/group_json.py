"""A group as JSON, out and back in: the count of docs/reference/roots.md in code.

The fixed keys come first, in the order of that page; a link's two ends are called "from" and "to".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from purport.model.group import (
    Change,
    Figure,
    FigureValue,
    Group,
    Link,
    Method,
    Quotation,
    Rating,
    Reason,
    Root,
)
from purport.model.plain_json import plain_json
from purport.model.span import Span

Json = dict[str, Any]
T = TypeVar("T")


def groups_json(groups: Iterable[Group], *, indent: int | None = None) -> str:
    """Return groups as the JSON text of a list."""
    return plain_json([group_dict(g) for g in groups], indent=indent)


def group_dict(group: Group) -> Json:
    """Return a group as plain dicts, lists, strings, numbers and None."""
    return {
        "id": group.id,
        "claim": group.claim,
        "status": group.status,
        "claims": list(group.claims),
        "reports": list(group.reports),
        "roots_min": group.roots_min,
        "roots_max": group.roots_max,
        "lineage_unknown": group.lineage_unknown,
        "roots": [_root_dict(r) for r in group.roots],
        "links": [_link_dict(k) for k in group.links],
        "contradicted_by": list(group.contradicted_by),
        "history": [{"date": c.date, "status": c.status, "root": c.root} for c in group.history],
        "figures": [
            {"what": f.what, "values": [{"value": v.value, "root": v.root} for v in f.values]}
            for f in group.figures
        ],
        "rating": _rating_dict(group.rating),
        "method": {"version": group.method.version, "models": group.method.models},
        "voices_min": group.voices_min,
        "voices_max": group.voices_max,
        "unknown": [list(knot) for knot in group.unknown],
        "why": [_reason_dict(r) for r in group.why],
    }


def group_of(data: Mapping[str, Any]) -> Group:
    """Return the group that `group_dict` made a dict of.

    Raises:
        KeyError: a key is missing.
    """
    return Group(
        id=data["id"],
        claim=data["claim"],
        status=data["status"],
        claims=tuple(data["claims"]),
        reports=tuple(data["reports"]),
        roots_min=data["roots_min"],
        roots_max=data["roots_max"],
        lineage_unknown=data["lineage_unknown"],
        voices_min=data["voices_min"],
        voices_max=data["voices_max"],
        roots=_each(data["roots"], _root),
        links=_each(data["links"], _link),
        contradicted_by=tuple(data["contradicted_by"]),
        history=_each(data["history"], lambda c: Change(c["date"], c["status"], c["root"])),
        figures=_each(data["figures"], _figure),
        rating=_rating(data["rating"]),
        method=Method(data["method"]["version"], data["method"]["models"]),
        unknown=tuple(tuple(knot) for knot in data["unknown"]),
        why=_each(data["why"], _reason),
    )


def _root_dict(root: Root) -> Json:
    return {
        "name": root.name,
        "voice": root.voice,
        "evidence": root.evidence,
        "gatekeeper": root.gatekeeper,
        "access": root.access,
        "reports": list(root.reports),
        "why": [_reason_dict(r) for r in root.why],
        "id": root.id,
        "party": root.party,
    }


def _root(data: Json) -> Root:
    return Root(
        data["id"],
        data["name"],
        data["voice"],
        data["evidence"],
        data["gatekeeper"],
        data["access"],
        tuple(data["reports"]),
        data["party"],
        _each(data["why"], _reason),
    )


def _link_dict(link: Link) -> Json:
    return {
        "from": link.start,
        "to": link.end,
        "type": link.type,
        "score": link.score,
        "evidence": [_quotation_dict(q) for q in link.evidence],
        "decided_by": link.decided_by,
        "id": link.id,
    }


def _link(data: Json) -> Link:
    return Link(
        data["id"],
        data["from"],
        data["to"],
        data["type"],
        data["score"],
        _each(data["evidence"], _quotation),
        data["decided_by"],
    )


def _reason_dict(reason: Reason) -> Json:
    return {
        "rule": reason.rule,
        "says": reason.says,
        "words": [_quotation_dict(q) for q in reason.words],
    }


def _reason(data: Json) -> Reason:
    return Reason(data["rule"], data["says"], _each(data["words"], _quotation))


def _quotation_dict(quotation: Quotation) -> Json:
    span = quotation.span
    return {
        "report": quotation.report,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }


def _quotation(data: Json) -> Quotation:
    return Quotation(data["report"], Span(data["start"], data["end"], data["text"]))


def _figure(data: Json) -> Figure:
    values = _each(data["values"], lambda v: FigureValue(v["value"], v["root"]))
    return Figure(data["what"], values)


def _rating_dict(rating: Rating) -> Json:
    return {
        "reliability": rating.reliability,
        "credibility": rating.credibility,
        "proposed": rating.proposed,
        "why": [_reason_dict(r) for r in rating.why],
    }


def _rating(data: Json) -> Rating:
    return Rating(
        data["reliability"],
        data["credibility"],
        data["proposed"],
        _each(data["why"], _reason),
    )


def _each(data: Iterable[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(read(item) for item in data)
