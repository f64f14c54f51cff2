"""The same claim in several reports, and how these fold into roots.

Every fold is a link with its words, and each can be broken by one key; the count follows at once.
A large group is shown in parts; what takes long to count is counted behind the page, which says so
and looks again by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from purport.corroboration.counted import RULES, Counter, line_of
from purport.desk.addresses import AskedPage
from purport.desk.desk import Desk
from purport.desk.forms import ByHtmx, Marked, TheDesk, ThePerson, go_back, say
from purport.desk.rendering import page
from purport.desk.upkeep import PAGE_S, RULING_S
from purport.errors import DecidedMeanwhile, UnknownId, UsageError
from purport.export.group_part import PART_REPORTS, part_of
from purport.export.roots_page import view_of
from purport.ledger.decisions import decide
from purport.ledger.filters import Filters
from purport.ledger.group_counts import decisions_on
from purport.ledger.group_list import GroupLine, group_lines, list_groups, readings_to_group
from purport.ledger.group_sayings import GroupSaying, report_heads, sayings_of
from purport.ledger.group_store import group_id_of, links_to
from purport.ledger.judgements import judgements
from purport.ledger.kept_counts import CountLine, count_lines
from purport.model.claim import Status
from purport.model.decision import Answer, Verb
from purport.model.group import Group, Link, LinkType, Root
from purport.model.report import Report

router = APIRouter()
_ROWS = 30
_QUICK_REPORTS = 12  # set by hand: what has more is counted behind the page
_FIRST_S = 0.05
_MOST_PAIRS = 20
_MOST_RULINGS = 50
_ANSWERED = frozenset({"same-claim", "same-root"})
_LINKED = frozenset({"make-link", "break-link"})
Part = Annotated[int, Query(ge=1, le=10**6)]


class Asked(AskedPage):
    """What the address of the list asks for."""

    words: str = ""
    status: str = ""
    least: int = Query(1, ge=1, le=10**6)
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """A link as the page lists it: between which reports or roots, in words."""

    link: Link
    start: str
    end: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim of the group as a report has it."""

    id: str
    text: str
    speaker: str
    report: Report


@router.get("/groups")
def show_groups(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show a page of the groups, those of most reports first."""
    waiting = bring_up(desk)
    found = list_groups(
        desk.ledger,
        Filters(words=asked.words) if asked.words else None,
        least_reports=asked.least,
        status=asked.status or None,
        limit=_ROWS,
        after=asked.after,
    )
    rows = group_lines(desk.ledger, found.ids)
    return page(
        request,
        "groups.html.j2",
        rows=rows,
        counted=counts_of(desk, rows),
        further=asked.address("/groups", found.next),
        asked=asked,
        statuses=get_args(Status),
        waiting=waiting,
    )


@router.get("/groups/{group_id}")
def show_group(request: Request, desk: TheDesk, group_id: str, part: Part = 1) -> HTMLResponse:
    """Show how the reports of a group fold into its roots."""
    bring_up(desk)
    return _group_page(request, desk, group_id, part)


@router.get("/groups/{group_id}/counted")
def show_counted(request: Request, desk: TheDesk, group_id: str, part: Part = 1) -> Response:
    """Show a group once it is counted as it stands now; nothing (204) before."""
    full = group_id_of(desk.ledger, group_id)
    if not desk.shelf.holds(full) or not desk.upkeep.grouped(0):
        desk.upkeep.want([full])
        return Response(status_code=204)
    return _group_page(request, desk, full, part)


@router.post("/groups/{group_id}/rule", dependencies=[Marked])
def rule(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    by_htmx: ByHtmx,
    group_id: str,
    verb: Annotated[str, Form(max_length=20)],
    on: Annotated[list[str], Form()],
    seen: Annotated[int, Form(ge=0)],
    value: Annotated[str, Form(max_length=30)] = "",
    part: Annotated[int, Form(ge=1, le=10**6)] = 1,
) -> Response:
    """Add a ruling on what folds into what, and show the count that follows."""
    try:
        made = decide(desk.ledger, person, _verb(verb), on, _value(verb, value), seen)
    except DecidedMeanwhile as error:
        return _group_page(request, desk, group_id, part, 409, told=error)
    desk.upkeep.grouped(RULING_S)
    if not by_htmx:
        return go_back(request, f"/groups/{group_id}?part={part}")
    return say(_group_page(request, desk, group_id, part, wait_s=RULING_S), made)


def bring_up(desk: Desk, wait_s: float = PAGE_S) -> int:
    """Have groups brought up to date; return how many readings wait for it after a moment."""
    return 0 if desk.upkeep.grouped(wait_s) else readings_to_group(desk.ledger)


def counts_of(desk: Desk, rows: Sequence[GroupLine]) -> dict[str, CountLine]:
    """Return what is counted of some groups; where next to nothing is missing, that is counted."""
    found = count_lines(desk.ledger, [row.id for row in rows], RULES)
    missing = [row for row in rows if row.id not in found or found[row.id].stale]
    if missing:
        desk.upkeep.want([row.id for row in missing])
    if sum(row.reports for row in missing) <= _QUICK_REPORTS:
        counted = Counter(desk.ledger).reckon([row.id for row in missing])
        return found | {group.id: line_of(group) for group in counted}
    return found


def counted_now(desk: Desk, line: GroupLine, wait_s: float) -> tuple[Group | None, bool]:
    """Return a group as it was counted last, or None, and whether that is how it stands now."""
    if not desk.shelf.holds(line.id):
        desk.upkeep.want([line.id])
        if line.reports <= _QUICK_REPORTS:
            counted = Counter(desk.ledger).reckon([line.id])
            return (counted[0], True) if counted else (None, False)
        desk.upkeep.wait(lambda: desk.shelf.holds(line.id), wait_s)
    return desk.shelf.group(line.id)


def line_of_group(desk: Desk, name: str) -> GroupLine:
    """Return a group in short by its id or by what its id begins with.

    Raises:
        UnknownId: no group, or more than one, has such an id.
    """
    found = group_lines(desk.ledger, [group_id_of(desk.ledger, name)])
    if not found:
        raise UnknownId("the group is no more", name)
    return found[0]


def _verb(verb: str) -> Verb:
    if verb not in _ANSWERED | _LINKED:
        raise UsageError(f"{verb!r} is not decided here", "verb", "Reload the page.")
    return cast("Verb", verb)


def _value(verb: str, value: str) -> Any:
    """Return a value in the form that the verb takes."""
    if verb in _ANSWERED:
        if value not in get_args(Answer):
            raise UsageError(f"{value!r} is no answer", "value", "Answer yes, no or unsure.")
        return value
    if verb == "make-link":
        if value not in get_args(LinkType):
            raise UsageError(f"{value!r} is no type of link", "value", "Reload the page.")
        return {"type": value}
    return None


def _group_page(
    request: Request,
    desk: Desk,
    group_id: str,
    number: int,
    status: int = 200,
    *,
    told: DecidedMeanwhile | None = None,
    wait_s: float = _FIRST_S,
) -> HTMLResponse:
    line = line_of_group(desk, group_id)
    whole, fresh = counted_now(desk, line, wait_s)
    sayings = sayings_of(desk.ledger, line.id)
    if whole is None:
        return _waiting_page(request, desk, line, sayings, status)
    part = part_of(whole, number)
    found = part.group
    held = frozenset(found.reports)
    shown = [s for s in sayings if s.report in held]
    ends = {link.end for link in found.links}
    reports = report_heads(desk.ledger, sorted(held | ends))
    targets = (found.id, *whole.claims, *(r.id for r in whole.roots), *whole.reports)
    made = decisions_on(desk.ledger, targets)
    pairs = _open_pairs(found)
    against, history = links_to(desk.ledger, line.id)
    return page(
        request,
        "group.html.j2",
        status,
        view=view_of(found, reports),
        group=found,
        part=part,
        fresh=fresh,
        reports=reports,
        folds=folds_of(found, whole, reports),
        pairs=pairs[:_MOST_PAIRS],
        all_pairs=len(pairs),
        sayings=_sayings(shown, reports),
        clearest=_clearest(found.claim, sayings),
        against=_beside(desk, against),
        history=_beside(desk, history),
        rulings=[d for d in made if d.verb in _ANSWERED | _LINKED][-_MOST_RULINGS:],
        judgement=judgements(desk.ledger, [found.id])[found.id],
        seen=max((d.n for d in made), default=0),
        told=told,
    )


def _waiting_page(
    request: Request, desk: Desk, line: GroupLine, sayings: Sequence[GroupSaying], status: int
) -> HTMLResponse:
    """Show what is known of a group whose roots were never counted."""
    some = sayings[:PART_REPORTS]
    reports = report_heads(desk.ledger, [s.report for s in some])
    return page(
        request,
        "group_waiting.html.j2",
        status,
        line=line,
        sayings=_sayings(some, reports),
        claims=len(sayings),
    )


def _beside(desk: Desk, ids: Sequence[str]) -> list[tuple[GroupLine, CountLine | None]]:
    rows = group_lines(desk.ledger, ids)
    counted = counts_of(desk, rows)
    return [(row, counted.get(row.id)) for row in rows]


def folds_of(found: Group, whole: Group, reports: Mapping[str, Report]) -> tuple[Fold, ...]:
    """Return the links of a part of a group with the names of what they join."""
    names = {r.id: r.name for r in whole.roots}
    return tuple(
        Fold(
            link,
            _name(link.start, names, reports),
            _name(link.end, names, reports),
            tuple(one for one in (link.start, link.end) if one in reports),
        )
        for link in found.links
    )


def _name(one: str, roots: Mapping[str, str], reports: Mapping[str, Report]) -> str:
    report = reports.get(one)
    if report is not None:
        return report.publisher or report.title or report.id
    return roots.get(one, one)


def _open_pairs(found: Group) -> list[tuple[Root, Root]]:
    """Return the roots of which it is not settled whether they are one."""
    if found.roots_min == found.roots_max:
        return []
    return [(a, b) for n, a in enumerate(found.roots) for b in found.roots[n + 1 :]]


def _clearest(claim: str, sayings: Sequence[GroupSaying]) -> str:
    """Return the id of the claim whose words stand for the group."""
    wanted = claim.casefold()
    return next((s.id for s in sayings if s.text.casefold() == wanted), sayings[0].id)


def _sayings(found: Sequence[GroupSaying], reports: Mapping[str, Report]) -> list[Saying]:
    return [
        Saying(s.id, s.text, s.speaker or "not said who", reports[s.report])
        for s in found
        if s.report in reports
    ]
