"""Planted place names; odd lines tune the rules, even lines are only counted."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.extraction.analysis import Name, analyse
from purport.extraction.events import main_event
from purport.extraction.gazetteer import open_gazetteer
from purport.extraction.places import find_places, places_of
from purport.model.claim import Attribution
from purport.model.place import Place
from purport.model.span import Span

PLANTED = Path(__file__).parent / "planted" / "places.tsv"
MARKED = re.compile(r"\{([^|}]+)\|(\w+)\}")


def plant(marked: str) -> tuple[str, list[Name]]:
    """Return the text without its marks, and the names that they showed."""
    text, names, at = "", [], 0
    for m in MARKED.finditer(marked):
        text += marked[at : m.start()]
        start = len(text)
        text += m[1]
        names.append(Name(Span.of(text, start, len(text)), m[2]))
        at = m.end()
    return text + marked[at:], names


def outcomes() -> list[tuple[list[str], Place | None, str]]:
    found = []
    for row in PLANTED.read_text(encoding="utf-8").splitlines():
        if row[0] == "#":
            continue
        cells = (row.split("\t") + [""] * 4)[:5]
        text, names = plant(cells[0])
        places = find_places(text, names, open_gazetteer())
        got = next((p for p in places if p.span.text.startswith(cells[1])), None)
        found.append((cells[1:], got, text))
    return found


def right(want: list[str], got: Place | None) -> bool:
    _, country, precision, name = want
    if precision == "-":
        return got is None
    if got is None or (got.country or "") != country or (name and got.name != name):
        return False
    return (got.precision == precision) if precision else (bool(country) or got.lat is None)


@pytest.fixture(scope="module")
def results():
    return outcomes()


def test_planted_places(results):
    judged = [right(want, got) for want, got, _ in results]
    assert sum(judged[0::2]) / len(judged[0::2]) >= 0.96


def test_held_out_places(results):
    judged = [right(want, got) for want, got, _ in results]
    assert sum(judged[1::2]) / len(judged[1::2]) >= 0.9


def test_unknown_places_have_no_coordinates():
    text, names = plant("Refugees arrived in {Xyzzyville|GPE} near the {Black Sea|LOC}.")
    places = find_places(text, names, open_gazetteer())
    assert [(p.name, p.country, p.lat, p.lon, p.precision) for p in places] == [
        ("Xyzzyville", None, None, None, None),
        ("Black Sea", None, None, None, None),
    ]


def test_company_decides_which_georgia():
    report = "{Georgia|GPE} voted on Sunday. {%s|GPE} counted through the night."
    for neighbour, country in (("Tbilisi", "GE"), ("Atlanta", "US")):
        places = find_places(*plant(report % neighbour), open_gazetteer())
        assert places[0].country == country


def test_a_claim_takes_the_places_it_is_about():
    text = "In Kherson, officials in Warsaw said, three people were killed near Lviv."
    names = [
        Name(Span.of(text, text.index(n), text.index(n) + len(n)), "GPE")
        for n in ("Kherson", "Warsaw", "Lviv")
    ]
    [analysis] = analyse([text])
    claim = Attribution(
        (Span.of(text, text.index("three"), len(text) - 1),),
        (Span.of(text, text.index("said"), text.index("said") + 4),),
    )
    places = find_places(text, names, open_gazetteer())
    assert [
        p.name for p in places_of(claim, main_event(claim.content, analysis), places, analysis)
    ] == ["Kherson", "Lviv"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["in Paris", "Texas", ", ", "Ga.", " the ", "Ukrainian", "“", "Kyiv’s", " region", "Ö", "\n"]
), max_size=12))  # fmt: skip
def test_offsets_hold_and_nothing_overlaps(pieces):
    text = "".join(pieces)
    names = [
        Name(Span.of(text, m.start(), m.end()), "GPE") for m in re.finditer("Texas|Kyiv’s", text)
    ]
    places = find_places(text, names, open_gazetteer())
    for place in places:
        assert text[place.span.start : place.span.end] == place.span.text
    for one, two in pairwise(places):
        assert one.span.end <= two.span.start
