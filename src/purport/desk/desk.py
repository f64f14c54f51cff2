"""What a desk works with."""

from __future__ import annotations

from dataclasses import dataclass

from purport.desk.intake import Intake
from purport.desk.jobs import JobQueue
from purport.desk.shelf import Shelf
from purport.desk.upkeep import Upkeep
from purport.desk.voice_counts import VoiceCounts
from purport.ledger.store import Ledger
from purport.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """An open ledger and how it is served.

    Args:
        ledger: the open ledger.
        settings: the limits for what is dropped into the inbox.
        hosts: the names by which the page may be asked for ("127.0.0.1:8000"); any other is
            refused, so that no foreign site can be rebound to this one. None is any name, where
            a token keeps others out.
        intake: reads what is given in the inbox.
        jobs: what goes on behind the pages.
        voices: who is heard in the ledger, counted.
        upkeep: keeps the groups up to date and counted.
        shelf: the groups that pages showed last.
        token: what everybody has to show who comes from elsewhere; None on the loopback address.
        secret: signs what the pages send back; made anew at each start.
        person: the name under which decisions are logged until somebody gives another.
    """

    ledger: Ledger
    settings: Settings
    hosts: frozenset[str] | None
    secret: bytes
    person: str
    intake: Intake
    jobs: JobQueue
    voices: VoiceCounts
    upkeep: Upkeep
    shelf: Shelf
    token: str | None = None
