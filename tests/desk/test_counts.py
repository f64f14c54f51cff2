"""Counts are kept while they hold: a ruling makes them stale, and none of a state past is kept."""

import pytest

from purport.corroboration.counted import RULES, Counter
from purport.corroboration.updating import update_groups
from purport.ledger.decisions import decide, undo
from purport.ledger.group_list import list_groups
from purport.ledger.kept_counts import begin_counts, count_lines, keep_counts, uncounted


@pytest.fixture
def group(served):
    update_groups(served.ledger)
    return list_groups(served.ledger, least_reports=2).ids[0]


def stale(ledger, group):
    return count_lines(ledger, [group], RULES)[group].stale


def test_a_ruling_and_its_undoing_make_a_count_stale(served, group):
    ledger, counter = served.ledger, Counter(served.ledger)
    counter.count([group])
    assert not stale(ledger, group)
    made = decide(ledger, "Ann", "break-link", ["quay-1", "quay-2"])
    assert stale(ledger, group)
    counter.count([group])
    assert not stale(ledger, group)
    undo(ledger, "Ann", made.n)
    assert stale(ledger, group)


def test_a_remark_leaves_it_as_it_is(served, group):
    (counted,) = Counter(served.ledger).count([group])
    decide(served.ledger, "Ann", "comment", [counted.claims[0]], "see the map")
    assert not stale(served.ledger, group)


def test_what_was_begun_before_a_ruling_is_not_kept(served, group, monkeypatch):
    ledger = served.ledger
    Counter(ledger).count([group])

    def late(where, new, rules):
        decide(ledger, "Bo", "break-link", ["quay-1", "quay-2"])
        keep_counts(where, new, rules)

    monkeypatch.setattr("purport.corroboration.counted.keep_counts", late)
    decide(ledger, "Ann", "break-link", ["quay-2", "quay-1"])
    Counter(ledger).count([group])
    assert stale(ledger, group)
    assert group in uncounted(ledger, RULES, 10)


def test_a_group_that_changes_loses_its_count(served, group):
    ledger = served.ledger
    (counted,) = Counter(ledger).count([group])
    decide(ledger, "Ann", "same-claim", list(counted.claims[:2]), "no")
    update_groups(ledger)
    assert group not in count_lines(ledger, [group], RULES)
    assert begin_counts(ledger, ["g000000000000"]) == {}
