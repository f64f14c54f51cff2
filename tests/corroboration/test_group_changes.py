"""Groups brought up to date are those of grouping all afresh, also where much is connected."""

import random
from dataclasses import replace

import pytest
from tests.corroboration.assertion_cases import ALL
from tests.corroboration.test_updating import add, reading

from purport.corroboration import candidates, edge_changes, edges, neighbours, regrouping
from purport.corroboration.grouping import update_groups
from purport.ledger.decisions import decide, undo
from purport.ledger.reports import reread
from purport.ledger.store import open_ledger

TABLES = ("groups", "group_claims", "group_links", "claim_keys", "claim_edges", "claim_vectors")


@pytest.fixture
def narrow(monkeypatch):
    """Few claims make a crowd, and few are compared all with all."""
    for room in (candidates, edge_changes):
        monkeypatch.setattr(room, "CROWD", 4)
    for room in (edges, neighbours, regrouping):
        monkeypatch.setattr(room, "MOST_AT_ONCE", 3)


def kept(ledger):
    """What is kept of groups, whatever the order in which it was written."""
    with ledger.reading() as connection:
        return {
            table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")))
            for table in TABLES
        }


def grouped_afresh(ledger):
    """What is kept once all claims were grouped anew."""
    with ledger.writing() as connection:
        connection.exec_driver_sql("DELETE FROM group_state")
    update_groups(ledger)
    return kept(ledger)


def invented(rng, name):
    """Return a report of some claims, most of which others make as well."""
    told = [replace(a, report=name) for a in rng.sample(ALL, rng.randint(1, 3))]
    copied = [replace(a, text=a.text + rng.choice(["", "", " again"])) for a in told]
    different = {a.text: a for a in copied}
    day = rng.choice(told).published
    return reading(name, [replace(a, published=day) for a in different.values()])


def change(rng, ledger, read, claims):
    """Do to a ledger one of the things that change its claims or what is ruled on them."""
    what = rng.random()
    if what < 0.5 or len(claims) < 4:
        one = invented(rng, f"r{len(read)}")
        read.append(one)
        claims += add(ledger, one).claims
    elif what < 0.7:
        one = rng.choice(read)
        fewer = tuple(c for c in one.claims if rng.random() < 0.5)
        claims += reread(ledger, replace(one, claims=fewer), f"m{rng.random()}").claims
    elif what < 0.95:
        verb = rng.choice(["split", "merge", "same-claim"])
        value = rng.choice(["yes", "no"]) if verb == "same-claim" else None
        decide(ledger, "Ann", verb, rng.sample(sorted(set(claims)), 2), value)
    else:
        made = decide(ledger, "Ann", "merge", rng.sample(sorted(set(claims)), 2))
        update_groups(ledger)
        undo(ledger, "Ann", made.n)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_after_any_changes_is_what_grouping_afresh_keeps(tmp_path, seed):
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    read, claims = [], []
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        for step in range(24):
            change(rng, ledger, read, claims)
            update_groups(ledger)
            if step % 4 == 3:
                assert kept(ledger) == grouped_afresh(ledger)
