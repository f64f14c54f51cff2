"""A ledger to test, and one with reports in it."""

import pytest
from ledgers import add

from purport.ledger.store import open_ledger
from sayings import Saying, reading


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.db"


@pytest.fixture
def ledger(path):
    with open_ledger(path, create=True) as opened:
        yield opened


@pytest.fixture
def filled(ledger):
    """A ledger of three reports of two claims, and the ids of their claims by report."""
    ids = {}
    for name, who in (("r1", "Ann"), ("r2", "Bo"), ("r3", "Cy")):
        made = reading(name, [Saying(who, f"{name} was flooded"), Saying("Dee", f"{who} lies")])
        ids[name] = add(ledger, made, met_in=f"{name}.txt").claims
    return ids
