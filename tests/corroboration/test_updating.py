"""Groups in a ledger: the same whatever the order of adding, and changed only where news comes."""

import random
from dataclasses import replace
from datetime import date

import pytest
from tests.corroboration.assertion_cases import ALL

from purport.corroboration.grouping import update_groups
from purport.ledger.decisions import decide, undo
from purport.ledger.group_store import group, group_of_claim, groups_of
from purport.ledger.reports import add_reading
from purport.ledger.store import open_ledger
from purport.model.claim import Attribution, Certainty, Claim, Hop
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice


def reading(name, told):
    """Return the reading of a report whose claims are some assertions."""
    text = f"{name} reports. " + " ".join(f"{a.text}, {a.speaker} said." for a in told)
    claims, voices = [], []
    for i, a in enumerate(told, 1):
        start = text.index(f"{a.text}, {a.speaker} said")
        content = Span.of(text, start, start + len(a.text))
        source = Span.of(
            text, start + len(a.text) + 2, start + len(a.text) + 2 + len(str(a.speaker))
        )
        voices.append(Voice(f"v{i}", str(a.speaker), "unnamed", (source,)))
        days = [tuple(date.fromordinal(d).isoformat() for d in pair) for pair in a.times]
        claims.append(
            Claim(
                f"c{i}", Attribution((content,), (), (source,), a.kind), a.act, f"v{i}",
                (Hop(f"v{i}", "speaks"),), status=a.status,
                certainty=Certainty("denied" if a.denied else "certain"),
                times=tuple(TimeExpression(content, "DATE", d[0], d, "day") for d in days),
            )
        )  # fmt: skip
    published = date.fromordinal(told[0].published).isoformat()
    report = Report(name, "", text, "Varn", name.title(), published, "argument")
    return Reading(report, tuple(claims), tuple(voices))


def readings():
    told = {}
    for a in ALL:
        told.setdefault(a.report, []).append(a)
    return [reading(name, some) for name, some in told.items()]


def add(ledger, one):
    return add_reading(ledger, one, one.report.text.encode(), "here", "models")


def shown(ledger):
    return groups_of(ledger)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as opened:
        yield opened


@pytest.fixture
def filled(ledger):
    for one in readings():
        add(ledger, one)
    update_groups(ledger)
    return ledger


def test_an_empty_ledger_has_nothing_to_group(ledger):
    assert update_groups(ledger).added == ()
    assert groups_of(ledger) == ()


def test_the_accident_is_one_group_of_four_reports(filled):
    first = groups_of(filled)[0]
    assert set(first.reports) == {"post", "mail", "star", "echo"}
    assert first.status == "happened"
    assert group(filled, first.id[:6]) == first
    assert group_of_claim(filled, first.claims[0]) == first


def test_links_lead_both_ways(filled):
    made = {g.id: g for g in groups_of(filled)}
    assert any(g.contradicted_by for g in made.values())
    assert any(g.history for g in made.values())
    for g in made.values():
        assert all(g.id in made[o].contradicted_by for o in g.contradicted_by)
        assert all(g.id in made[o].history for o in g.history)


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order_comes_to_the_same(filled, tmp_path, seed):
    order = readings()
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    with open_ledger(tmp_path / "b.ledger", create=True) as other:
        for one in order:
            add(other, one)
            update_groups(other)
        assert shown(other) == shown(filled)


def test_nothing_new_changes_nothing(filled):
    assert update_groups(filled) == type(update_groups(filled))()


def test_a_report_about_something_else_leaves_the_other_groups(filled):
    before = {g.id for g in groups_of(filled)}
    far = replace(
        ALL[0], id="far/c1", report="far", text="the museum of Tessaly bought a painting by Ruvo",
        times=(), speaker="a curator",
    )  # fmt: skip
    add(filled, reading("far", [far]))
    updated = update_groups(filled)
    assert len(updated.added) == 1
    assert updated.changed == updated.removed == ()
    assert before < {g.id for g in groups_of(filled)}


def test_a_ruling_parts_a_claim_and_its_undoing_brings_it_back(filled):
    before = shown(filled)
    big = before[0]
    ruling = decide(filled, "Ann", "split", [big.claims[0], big.claims[1]])
    update_groups(filled)
    parted = groups_of(filled)
    assert not any({big.claims[0], big.claims[1]} <= set(g.claims) for g in parted)
    undo(filled, "Ann", ruling.n)
    update_groups(filled)
    assert shown(filled) == before


def test_a_merge_puts_groups_together(filled):
    first, *_, last = groups_of(filled)
    decide(filled, "Ann", "merge", [first.id, last.id])
    update_groups(filled)
    held = group_of_claim(filled, last.claims[0])
    assert first.claims[0] in held.claims


def test_groups_made_in_another_manner_are_made_anew(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as ledger:
        for one in readings():
            add(ledger, one)
        update_groups(ledger)
        before = shown(ledger)
        with ledger.writing() as connection:
            connection.exec_driver_sql("UPDATE claim_vectors SET body = x'00'")
            connection.exec_driver_sql("UPDATE group_state SET rulings = '[[], [], 7]'")
        update_groups(ledger)
        assert shown(ledger) == before
        assert not update_groups(ledger).changed
