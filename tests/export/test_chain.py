from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.export.chain import Link, links_of
from purport.export.chain_picture import lay_out
from purport.export.wording import evidence_by_id, through, voices_by_id
from purport.model.claim import Hop

_LINKS = st.builds(
    Link,
    st.text(max_size=120),
    st.sampled_from(["person", "group", "organisation", "unnamed", "unknown"]),
    st.sampled_from(["spoke", "released the recording"]),
    st.lists(st.text("ab ", max_size=60), max_size=3).map(tuple),
)


def names(reading, claim):
    links = links_of(claim, reading.report, voices_by_id(reading), evidence_by_id(reading))
    return [link.name for link in links]


@pytest.mark.parametrize(
    ("number", "chain"),
    [
        (1, ["Sava Post"]),
        (2, ["Sava Post", "River Agency"]),
        (3, ["Sava Post", "River Agency", "engineer"]),
        (4, ["Sava Post", "River Agency", "engineer", "not named"]),
        (6, ["Sava Post", "Ana Kovač", "not named"]),
        (7, ["Sava Post", "the ministry", "spokesman"]),
    ],
)
def test_a_chain_runs_from_the_publisher_to_the_first_speaker(planted, number, chain):
    assert names(planted, planted.claims[number - 1]) == chain


def test_a_publisher_that_nobody_names_is_not_made_up(planted):
    nobody = replace(planted, report=replace(planted.report, publisher=None))
    assert names(nobody, planted.claims[4]) == ["publisher not named", "Ana Kovač"]


def test_a_claim_without_a_chain_still_has_its_speaker(planted):
    alone = replace(planted.claims[4], chain=())
    assert names(planted, alone) == ["Sava Post", "Ana Kovač"]
    nobody = replace(alone, voice=None, attribution=replace(alone.attribution, source=()))
    assert names(planted, nobody) == ["Sava Post", "not named"]


def test_the_hedge_of_evidence_is_said_once_by_whoever_released_it(planted):
    links = links_of(
        planted.claims[2], planted.report, voices_by_id(planted), evidence_by_id(planted)
    )
    assert [link.hedges for link in links] == [(), ("is said to",), ()]


def test_go_betweens_are_those_before_the_speaker(planted):
    voices = voices_by_id(planted)
    claim = replace(planted.claims[2], chain=(*planted.claims[2].chain[:1], Hop("v5", "quotes"),
                                              planted.claims[2].chain[1]))  # fmt: skip
    assert through(claim, voices) == "River Agency ← the ministry"
    assert through(planted.claims[1], voices) == ""


@given(st.lists(_LINKS, min_size=1, max_size=5))
def test_a_picture_goes_down_row_by_row_and_no_line_is_too_long(links):
    picture = lay_out(links)
    assert len(picture.rows) == len(links)
    heights = [line.y for row in picture.rows for line in row.lines]
    assert heights == sorted(heights)
    assert len(set(heights)) == len(heights)
    assert heights[-1] < picture.height
    assert [row.arrow is None for row in picture.rows] == [True] + [False] * (len(links) - 1)
    assert all(row.arrow[0] > row.arrow[1] for row in picture.rows[1:])
    for row in picture.rows:
        for line in row.lines:
            assert sum(len(piece.text) for piece in line.pieces) <= 38
