"""The queue asks what moves a count: the same claim? the same root?; groups follow the answer."""

import pytest
from playwright.sync_api import expect
from served import said, serve_desk, watched

from purport.corroboration.counted import counted_groups
from purport.corroboration.proposals import proposals
from purport.corroboration.updating import update_groups
from purport.ledger.decisions import decisions
from purport.ledger.group_counts import group_ids
from purport.ledger.group_store import (
    NewGroup,
    claims_of_parts,
    group_of_claim,
    groups_of,
    numbers_of,
    texts_of_claims,
    write_groups,
)
from purport.ledger.reports import add_reading

CLOSED = "the quay at Orlec was closed on Monday after the storm"
STILL = "the quay at Orlec stays closed after Monday's storm"
SANK = "two fishing boats sank in the harbour of Orlec in the storm"
LOST = "boats were lost in the harbour of Orlec"
DAMAGED = "the storm damaged fishing boats in the harbour"
SHUT = "the harbour at Orlec was shut on Monday because of the storm"
UNUSED = "ships could not use the quay at Orlec on Monday"
HIT = "the quay at Orlec was damaged in the storm on Monday"
NINE = (CLOSED, SANK, LOST, DAMAGED, CLOSED, SHUT, UNUSED, HIT, STILL)


def stories(*told):
    return [
        said(
            f"q{n}", f"Ann {chr(65 + n)}ole", what, f"{chr(65 + n)} Post", f"2024-05-0{2 + (n > 1)}"
        )
        for n, what in enumerate(told)
    ]


@pytest.fixture
def asked(tmp_path):
    """A desk of some stories, each told by somebody else."""

    def serve(*told):
        served = serve_desk(tmp_path / "asked.ledger")
        desk = served.__enter__()
        opened.append(served)
        for reading in stories(*told):
            add_reading(desk.ledger, reading, reading.report.text.encode(), "x.txt", "test")
        update_groups(desk.ledger)
        list(counted_groups(desk.ledger, group_ids(desk.ledger)))
        return desk

    opened = []
    yield serve
    for served in opened:
        served.__exit__(None, None, None)


def apart(desk, question):
    """Whether the two claims of a question are in different groups."""
    update_groups(desk.ledger)
    one, two = (group_of_claim(desk.ledger, claim).id for claim in question.on)
    return one != two


def first_of(desk, *, joining):
    """The weightiest question whether two groups are one, or whether one is two."""
    asked = (q for q in proposals(desk.ledger, 50) if q.verb == "same-claim")
    return next(q for q in asked if (q.other is not None) == joining)


def leave_apart(ledger):
    """Write the largest group as two of one part, as a stricter model would have left them."""
    row = groups_of(ledger)[0]
    with ledger.writing() as connection:
        numbers = sorted(numbers_of(connection, row.claims).values())
        texts = texts_of_claims(connection, numbers)
        halves = [numbers[::2], numbers[1::2]]
        made = [
            NewGroup(f"g{texts[half[0]].id}", texts[half[0]].text, "happened", tuple(half),
                     numbers[0], len(half), "2024-05-02", "2024-05-03")
            for half in halves
        ]  # fmt: skip
        write_groups(connection, numbers, [row.id], made, frozenset())
    list(counted_groups(ledger, group_ids(ledger)))


def answer(desk, question, value):
    sent = {"mark": desk.mark(), "verb": question.verb, "on": question.on, "value": value,
            "seen": 0}  # fmt: skip
    with desk.client(headers={"hx-request": "true"}) as client:
        given = client.post("/queue/answer", data=sent)
    assert given.status_code == 200
    return given.text


def test_a_group_that_holds_by_little_parts_by_one_key(asked, browser):
    desk, errors = asked(*NINE), []
    question = first_of(desk, joining=False)
    assert "would leave the group" in question.why
    assert not apart(desk, question)
    context = browser.new_context(base_url=desk.address)
    tab = watched(context, desk.address, errors)
    tab.goto("/queue")
    item = tab.locator(".queue [data-item]", has_text=question.question)
    item.click(position={"x": 4, "y": 4})
    with tab.expect_response("**/queue/answer"):
        tab.keyboard.press("n")
    expect(tab.locator("#said")).to_contain_text("Not the same claim")
    expect(item).to_have_count(0)
    (made,) = decisions(desk.ledger)
    assert (made.verb, made.value) == ("same-claim", "no")
    assert apart(desk, question)
    with tab.expect_response("**/undo"):
        tab.keyboard.press("u")
    expect(tab.locator("#said")).to_contain_text("Undone")
    assert not apart(desk, question)
    context.close()
    assert errors == []


def test_groups_that_were_hardly_left_apart_join(asked):
    desk = asked(*NINE)
    leave_apart(desk.ledger)
    question = first_of(desk, joining=True)
    assert "would join" in question.why
    with desk.ledger.reading() as connection:
        homes = claims_of_parts(connection, None)
        numbers = numbers_of(connection, question.on)
    assert len({homes[n] for n in numbers.values()}) == 2
    answer(desk, question, "yes")
    assert not apart(desk, question)


def test_what_is_left_open_is_not_asked_again(asked):
    desk = asked(*NINE)
    question = first_of(desk, joining=False)
    answer(desk, question, "unsure")
    assert question.on not in [q.on for q in proposals(desk.ledger, 50) if q.verb == "same-claim"]
    assert not apart(desk, question)


def test_the_weightiest_comes_first(asked):
    weights = [q.weight for q in proposals(asked(*NINE).ledger, 50)]
    assert weights == sorted(weights, reverse=True)
    assert weights
