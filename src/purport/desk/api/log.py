"""The log of the ledger, its last hash, and whether the ledger is as it was written."""

from __future__ import annotations

from purport.desk.api.answers import After, Limit, Listed, WhoAsks, make_router
from purport.desk.forms import TheDesk
from purport.desk.jobs import JobState
from purport.desk.pages.log import verify_as_job
from purport.ledger.log import Head
from purport.ledger.log_list import LogRow, list_log
from purport.ledger.verification import ledger_head

router = make_router("log")


@router.get("/log")
def all_of_log(desk: TheDesk, limit: Limit = 50, after: After = None) -> Listed[LogRow]:
    """Rows of the log, the newest first."""
    found = list_log(desk.ledger, limit=limit, after=after)
    return Listed(items=list(found.rows), next=None if found.next is None else str(found.next))


@router.get("/log/head")
def last_of_log(desk: TheDesk) -> Head:
    """The number and hash of the log's last row: what to note elsewhere."""
    return ledger_head(desk.ledger)


@router.post("/log/verify", status_code=202)
def verify_ledger(desk: TheDesk, person: WhoAsks) -> JobState:
    """Look whether all is as it was written; the job's lines are what is not."""
    return verify_as_job(desk, person)
