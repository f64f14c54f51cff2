"""The proof of a claim or of a group: one file to be kept and sent; and how to cite its reports."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from purport.corroboration.counted import counted_group, members_of
from purport.desk.desk import Desk
from purport.desk.forms import TheDesk
from purport.export.bibtex import bibtex
from purport.export.proof_page import Provenance, Saying, proof_page
from purport.ledger.decisions import decisions
from purport.ledger.group_counts import models_of
from purport.ledger.group_store import group
from purport.ledger.log import log_head
from purport.ledger.search import report_reading, show_claim
from purport.model.decision import Decision

router = APIRouter()


@router.get("/claims/{claim_id}/proof")
def prove_claim(desk: TheDesk, claim_id: str) -> Response:
    """Return the proof of a claim, to be saved."""
    shown = show_claim(desk.ledger, claim_id)
    saying = Saying(shown.id, shown.claim, shown.reading)
    page = proof_page([saying], None, shown.decisions, provenance(desk))
    return _saved(page, f"proof-{shown.id}")


@router.get("/groups/{group_id}/proof")
def prove_group(desk: TheDesk, group_id: str) -> Response:
    """Return the proof of a group, to be saved."""
    row = group(desk.ledger, group_id)
    found = counted_group(desk.ledger, row)
    sayings = [
        Saying(m.claim_id, m.claim, m.reading) for m in members_of(desk.ledger, found.claims)
    ]
    targets = (found.id, *found.claims, *(r.id for r in found.roots), *found.reports)
    page = proof_page(sayings, found, _all_on(desk, targets), provenance(desk))
    return _saved(page, f"proof-{found.id}")


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
    found = {d.n: d for target in targets for d in decisions(desk.ledger, target)}
    return [found[n] for n in sorted(found)]


def _saved(page: str, name: str) -> Response:
    """Return a page as a file: it has a policy of its own, and is never shown within the desk."""
    return Response(
        page,
        media_type="text/html",
        headers={"content-disposition": f'attachment; filename="{name}.html"'},
    )
