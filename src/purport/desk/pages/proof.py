"""The proof of a claim or of a group: one file to be kept and sent; and how to cite its reports."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse, Response

from purport.corroboration.counted import members_of
from purport.desk.desk import Desk
from purport.desk.forms import TheDesk
from purport.desk.pages.groups import counted_now, line_of_group
from purport.errors import BusyLedger
from purport.export.bibtex import bibtex
from purport.export.group_part import part_of
from purport.export.proof_page import Provenance, Saying, proof_page
from purport.ledger.decision_rows import decisions_on_any
from purport.ledger.group_counts import models_of
from purport.ledger.group_sayings import sayings_of
from purport.ledger.log import log_head
from purport.ledger.search import report_reading, show_claim
from purport.model.decision import Decision

router = APIRouter()
PROOF_REPORTS = 12  # set by hand: each with its words, chain and digest, within 300 kB
_COUNTING_S = 0.3


@router.get("/claims/{claim_id}/proof")
def prove_claim(desk: TheDesk, claim_id: str) -> Response:
    """Return the proof of a claim, to be saved."""
    shown = show_claim(desk.ledger, claim_id)
    saying = Saying(shown.id, shown.claim, shown.reading)
    page = proof_page([saying], None, shown.decisions, provenance(desk))
    return _saved(page, f"proof-{shown.id}")


@router.get("/groups/{group_id}/proof")
def prove_group(
    desk: TheDesk, group_id: str, part: Annotated[int, Query(ge=1, le=10**6)] = 1
) -> Response:
    """Return the proof of a group, or of a part of a large one, to be saved."""
    line = line_of_group(desk, group_id)
    whole, current = counted_now(desk, line, _COUNTING_S)
    if whole is None or not current:
        raise BusyLedger("the roots of this group are still being counted", line.id)
    shown = part_of(whole, part, PROOF_REPORTS)
    held = frozenset(shown.group.reports)
    ids = [s.id for s in sayings_of(desk.ledger, line.id) if s.report in held]
    sayings = [Saying(m.claim_id, m.claim, m.reading) for m in members_of(desk.ledger, ids)]
    targets = (whole.id, *ids, *(r.id for r in shown.group.roots), *held)
    page = proof_page(sayings, shown, _all_on(desk, targets), provenance(desk))
    name = f"proof-{whole.id}" + (f"-part-{shown.number}" if shown.parts > 1 else "")
    return _saved(page, name)


@router.get("/reports/{report_id}/bibtex")
def cite_report(desk: TheDesk, report_id: str) -> Response:
    """Return a report as BibTeX."""
    return PlainTextResponse(bibtex([report_reading(desk.ledger, report_id).report]))


def provenance(desk: Desk) -> Provenance:
    """Return where what a desk shows comes from."""
    with desk.ledger.reading() as connection:
        head = log_head(connection)
    return Provenance(
        desk.ledger.path.name, head.n, head.hash, version("purport"), models_of(desk.ledger)
    )


def _all_on(desk: Desk, targets: Sequence[str]) -> list[Decision]:
    """Return every decision on any of some things, those taken back among them, in their order."""
    with desk.ledger.reading() as connection:
        return list(decisions_on_any(connection, targets))


def _saved(page: str, name: str) -> Response:
    """Return a page as a file: it has a policy of its own, and is never shown within the desk."""
    return Response(
        page,
        media_type="text/html",
        headers={"content-disposition": f'attachment; filename="{name}.html"'},
    )
