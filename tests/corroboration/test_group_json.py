"""A group goes out as JSON and comes back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corroboration.planted_members import said, told
from purport.corroboration.assembly import Gathered, assemble_group
from purport.corroboration.grouped import GroupedClaims
from purport.model.group import Change, Figure, FigureValue, Group, Method, Rating
from purport.model.group_json import group_dict, group_of, groups_json

KEYS = (
    "id claim status claims reports roots_min roots_max lineage_unknown roots links "
    "contradicted_by history figures rating method"
).split()


def planted():
    members = [
        *said("a", "Far Wire", "Twelve people were hurt in Orlec", "the coastguard"),
        *told("b", "Sava Post", "Nineteen people were hurt in Orlec. (Far Wire)"),
        *told("c", "Hill Gazette", "There were injuries when the mill fell."),
    ]
    claims = tuple(m.claim_id for m in members)
    found = GroupedClaims("g1", claims, ("a", "b", "c"), "people were hurt", "happened", ("g2",))
    return assemble_group(Gathered(found, tuple(members)), (), (), Method("1", "m"))


def test_the_fixed_keys_come_first_and_a_link_says_from_and_to():
    data = group_dict(planted())
    assert list(data)[: len(KEYS)] == KEYS
    assert list(data["links"][0])[:6] == ["from", "to", "type", "score", "evidence", "decided_by"]
    assert list(data["links"][0]["evidence"][0]) == ["report", "start", "end", "text"]


def test_a_group_comes_back_as_it_went():
    group = planted()
    assert group_of(json.loads(groups_json([group]))[0]) == group


@given(st.text(), st.text(), st.integers(0, 5))
def test_any_words_come_back(claim, root, number):
    group = Group(
        "g", claim, "planned", ("c",), ("r",), 0, number, 1, 0, number,
        history=(Change(None, "planned", root),),
        figures=(Figure(claim, (FigureValue(root, root),)),),
        rating=Rating("B", None, False), unknown=((root,),),
    )  # fmt: skip
    assert group_of(json.loads(groups_json([group]))[0]) == group


def test_figures_that_disagree_stay_a_range_by_root():
    figures = {f.what: f.values for f in planted().figures}
    assert {v.value for v in figures["people"]} == {"12", "19"}
    assert all(v.root == "the coastguard" for v in figures["people"])
