"""The rules of counting, each on planted reports whose count is known."""

import random

import pytest

from corroboration.planted_members import Planted, said, told
from purport.corroboration.counting import count_roots
from purport.model.claim import Hop
from purport.model.decision import Decision
from purport.model.report import Credit

FIRE = "The old mill at Orlec burned down on Monday night"


def interval(members, decisions=()):
    count = count_roots(members, decisions)
    return count.roots_min, count.roots_max


def rule(n, verb, on, value=None, undoes=None):
    return Decision(n, "2024-03-06T10:00:00Z", "Ann", verb, tuple(on), value, undoes)


# 1 The unit is the root, never the report


def test_ten_copies_of_one_release_are_one_root():
    members = [
        m for n in range(10) for m in said(f"r{n}", f"Paper {n} Post", FIRE, "the fire service")
    ]
    assert interval(members) == (1, 1)


def test_no_claims_have_no_roots():
    count = count_roots([])
    assert (count.roots_min, count.roots_max, count.lineage_unknown) == (0, 0, 0)


def test_a_claim_given_twice_is_a_fault_of_the_caller():
    members = said("a", "Sava Post", FIRE, "police")
    with pytest.raises(ValueError, match="twice"):
        count_roots([*members, *members])


# 2 Unknown lineage


def test_a_report_that_names_no_origin_adds_nothing_to_the_minimum_and_one_to_the_maximum():
    named = said("a", "Sava Post", FIRE, "police")
    unnamed = told("b", "River Courier", "Orlec has lost its mill in a blaze. Nobody was hurt.")
    count = count_roots([*named, *unnamed])
    assert (count.roots_min, count.roots_max, count.lineage_unknown) == (1, 2, 1)
    assert count.unknown == (("b",),)


def test_two_unnamed_reports_in_other_words_may_be_two():
    one = told("a", "Sava Post", "The mill at Orlec is gone.")
    two = told("b", "River Courier", "A blaze has destroyed the Orlec mill.")
    assert interval([*one, *two]) == (0, 2)


def test_reports_that_only_name_each_other_are_one_unknown_origin():
    a = said("a", "Sava Post", FIRE, "the River Courier")
    b = said("b", "River Courier", "Orlec's mill is in ashes", "the Sava Post")
    c = said("c", "Hill Gazette", "There was a blaze at the Orlec mill", "the Sava Post")
    count = count_roots([*a, *b, *c])
    assert (count.roots_min, count.roots_max) == (0, 1)
    assert count.unknown == (("a", "b", "c"),)


def test_a_knot_does_not_hide_an_origin_that_one_of_them_names():
    a = Planted("a", f"{FIRE}, the River Courier said. {FIRE[8:]}, police said.", "Sava Post")
    a.claim(FIRE, a.voice("the River Courier"))
    a.claim(FIRE[8:] if a.text.count(FIRE[8:]) == 1 else FIRE, a.voice("police"))
    b = said("b", "River Courier", "Orlec's mill is in ashes", "the Sava Post")
    assert interval([*a.members("c1", "c2"), *b]) == (1, 1)


# 3 Two named roots


def test_two_named_roots_are_one_or_two():
    a = said("a", "Sava Post", FIRE, "the fire service")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "the town council")
    assert interval([*a, *b]) == (1, 2)


def test_officials_without_names_of_two_outlets_may_be_the_same():
    a = said("a", "Sava Post", FIRE, "a senior official", "unnamed")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "an official", "unnamed")
    assert interval([*a, *b]) == (1, 2)


def test_an_eyewitness_beside_an_official_makes_two():
    a = said("a", "Sava Post", FIRE, "the fire service")
    b = Planted(
        "b", "The mill of Orlec burned, said a shopkeeper who saw the roof fall in.", "Hill"
    )
    b.claim("The mill of Orlec burned", b.voice("a shopkeeper who saw the roof fall in", "unnamed"))
    assert interval([*a, *b.members()]) == (2, 2)


def test_two_witnesses_without_names_may_be_one_person():
    a = said("a", "Sava Post", FIRE, "a witness", "unnamed")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "a resident", "unnamed")
    assert interval([*a, *b]) == (1, 2)


def test_the_outlets_own_reporter_on_the_spot_makes_two():
    a = said("a", "Sava Post", FIRE, "the fire service")
    b = told("b", "River Courier", "A Courier reporter saw the roof of the Orlec mill fall in.")
    assert interval([*a, *b]) == (2, 2)


def test_a_hospital_that_counts_its_own_patients_makes_two():
    a = said("a", "Sava Post", "Nine people were hurt", "the coastguard")
    b = said("b", "River Courier", "Twelve people had been treated", "the hospital in Orlec")
    assert interval([*a, *b]) == (2, 2)


def test_one_institution_is_one_root_whatever_it_is_called():
    a = said("a", "Sava Post", FIRE, "the coastguard", "unnamed")
    b = Planted("b", "Orlec lost its mill, Coastguard spokesman Ivo Lang said.", "River Courier")
    b.claim(
        "Orlec lost its mill", b.voice("Coastguard spokesman Ivo Lang", "person", name="Ivo Lang")
    )
    c = said("c", "Hill Gazette", "The mill is no more", "the Port Lannic coast guard")
    assert interval([*a, *b.members(), *c]) == (1, 1)


def test_a_person_can_rule_that_two_roots_are_two_and_take_it_back():
    a = said("a", "Sava Post", FIRE, "the fire service")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "the town council")
    no = rule(1, "same-root", ["root:a/c1", "root:b/c1"], "no")
    yes = rule(2, "same-root", ["b/c1", "a/c1"], "yes")
    assert interval([*a, *b], [no]) == (2, 2)
    assert interval([*a, *b], [no, yes]) == (1, 1)
    assert interval([*a, *b], [no, yes, rule(3, "undo", (), undoes=2)]) == (2, 2)
    assert interval([*a, *b], [rule(1, "same-root", ["a/c1", "b/c1"], "unsure")]) == (1, 2)


def test_a_ruling_goes_before_what_the_program_joins():
    a = said("a", "Sava Post", FIRE, "police")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "police")
    assert interval([*a, *b]) == (1, 1)
    assert interval([*a, *b], [rule(1, "same-root", ["a/c1", "b/c1"], "no")]) == (2, 2)


# 4 Gatekeepers


def tape(report, publisher, text, speaker, agency, kind="unnamed"):
    planted = Planted(report, text, publisher)
    gate = planted.voice(agency)
    thing = planted.thing("a recording", "recording", gate)
    hops = (Hop(gate, "releases", thing), Hop(planted.voice(speaker, kind), "speaks", thing))
    planted.claim("the bridge will be blown up", *hops, status="planned")
    return planted.members()


def test_two_tapes_of_one_agency_are_one_root_in_the_headline_and_two_voices():
    a = tape(
        "a", "Sava Post",
        "The Security Office released a recording in which Colonel Deyn says the bridge will be "
        "blown up.", "Colonel Deyn", "The Security Office", "person",
    )  # fmt: skip
    b = tape(
        "b", "River Courier",
        "In a recording of the Security Office a driver says the bridge will be blown up.",
        "a driver", "the Security Office",
    )  # fmt: skip
    count = count_roots([*a, *b])
    assert (count.roots_min, count.roots_max) == (1, 1)
    assert count.voices_max == 2
    assert {r.gatekeeper for r in count.roots} == {"The Security Office", "the Security Office"}


def test_the_agency_itself_is_no_second_root_beside_its_tape():
    a = tape(
        "a", "Sava Post",
        "The Security Office released a recording in which a driver says the bridge will be blown "
        "up.", "a driver", "The Security Office",
    )  # fmt: skip
    b = said("b", "River Courier", "Rebels will destroy the bridge", "the Security Office")
    assert interval([*a, *b]) == (1, 1)


# 5 The same words in quotation marks


def quote(report, publisher, source, kind, words):
    planted = Planted(report, f"“{words}” {source} said.", publisher)
    planted.claim(f"“{words}”", planted.voice(source, kind), kind="direct")
    return planted.members()


def test_the_same_quoted_words_are_one_utterance():
    words = "The sea came over the wall and took the boats,"
    a = quote("a", "Sava Post", "a fisherman", "unnamed", words)
    b = quote("b", "River Courier", "Ante Perić", "person", "The sea came over the wall,")
    count = count_roots([*a, *b])
    assert (count.roots_min, count.roots_max) == (1, 1)
    assert "same-utterance" in {k.type for k in count.links}


# 6 Copied text


def test_copied_text_without_credit_is_no_second_root():
    a = said("a", "Far Wire", f"{FIRE} after lightning had struck its chimney twice", "police")
    b = told("b", "Sava Post", f"{FIRE} after lightning had struck its chimney twice. Sad.")
    count = count_roots([*a, *b])
    assert (count.roots_min, count.roots_max, count.lineage_unknown) == (1, 1, 0)
    link = next(k for k in count.links if k.type == "wire-copy")
    assert all(
        q.span.text in (a[0].report.text, b[0].report.text)[q.report == "b"] for q in link.evidence
    )


def test_overlap_never_raises_the_minimum():
    a = told("a", "Sava Post", f"{FIRE} after lightning had struck its chimney twice.")
    b = told("b", "River Courier", f"{FIRE} after lightning had struck its chimney twice.")
    assert interval([*a, *b]) == (0, 1)


def test_a_credit_line_leads_to_the_wire():
    a = said("a", "Far Wire", FIRE, "police")
    b = told("b", "Sava Post", "Orlec has lost its mill. (Far Wire)")
    assert interval([*a, *b]) == (1, 1)


@pytest.mark.parametrize("kind", ["creditText", "sourceOrganization", "isBasedOn"])
def test_a_pages_credit_leads_to_the_wire(kind):
    a = said("a", "Far Wire", FIRE, "police")
    b = told("b", "Sava Post", "Orlec has lost its mill.", credits=(Credit(kind, "Far Wire"),))
    assert interval([*a, *b]) == (1, 1)


def test_a_canonical_address_leads_to_the_page_that_bears_it():
    a = said("a", "Far Wire", FIRE, "police", url="https://far.example/mill/")
    credit = Credit("canonical", "http://www.far.example/mill")
    b = told("b", "Sava Post", "Orlec has lost its mill.", credits=(credit,))
    assert interval([*a, *b]) == (1, 1)


def test_an_outlet_that_is_not_there_is_where_the_chain_ends():
    a = said("a", "Sava Post", FIRE, "the Hill Gazette")
    count = count_roots(a)
    assert (count.roots_min, count.roots_max) == (1, 1)
    assert count.roots[0].name.endswith("Hill Gazette")


# 7 Parties


def test_a_party_to_the_conflict_is_flagged_and_not_discounted():
    a = said("a", "Sava Post", FIRE, "the army of Aldova")
    count = count_roots(a)
    assert (count.roots_min, count.roots_max) == (1, 1)
    assert count.roots[0].party


# 8 Taking back


def test_a_report_that_is_taken_back_is_not_confirmed_by_that():
    a = said("a", "Sava Post", FIRE, "police")
    b = told("b", "Sava Post", f"The Sava Post withdraws its report that {FIRE.lower()}.")
    count = count_roots([*a, *b])
    assert (count.roots_min, count.roots_max, count.lineage_unknown) == (1, 1, 0)
    assert "retraction" in {r.rule for r in count.why}


def test_an_army_that_withdraws_takes_nothing_back():
    a = said("a", "Sava Post", FIRE, "police")
    b = told("b", "Hill Gazette", "The army withdrew from its post at Orlec after the mill burned.")
    assert interval([*a, *b]) == (1, 2)


# 9 Links


def test_a_link_that_a_person_breaks_changes_the_count_at_once():
    a = said("a", "Far Wire", FIRE, "police")
    b = told("b", "Sava Post", "Orlec has lost its mill. (Far Wire)")
    assert interval([*a, *b], [rule(1, "break-link", ["b", "a"])]) == (1, 2)
    made = [
        rule(1, "break-link", ["b", "a"]),
        rule(2, "make-link", ["b", "a"], {"type": "wire-copy"}),
    ]
    count = count_roots([*a, *b], made)
    assert (count.roots_min, count.roots_max) == (1, 1)
    assert next(k for k in count.links if k.end == "a").decided_by == "Ann"


def test_every_root_opens_on_words_of_its_reports():
    a = said("a", "Far Wire", FIRE, "police")
    b = told("b", "Sava Post", f"{FIRE}. (Far Wire)")
    texts = {m.report.id: m.report.text for m in (*a, *b)}
    count = count_roots([*a, *b])
    words = [q for r in count.roots for w in r.why for q in w.words]
    words += [q for k in count.links for q in k.evidence]
    assert words
    assert all(texts[q.report][q.span.start : q.span.end] == q.span.text for q in words)


def test_the_order_of_adding_makes_no_difference():
    members = [
        *said("a", "Far Wire", FIRE, "police"),
        *told("b", "Sava Post", "Orlec has lost its mill. (Far Wire)"),
        *said("c", "River Courier", "The mill of Orlec is ashes", "the town council"),
        *told("d", "Hill Gazette", "A blaze has destroyed the mill."),
    ]
    first = count_roots(members)
    for seed in range(5):
        mixed = members.copy()
        random.Random(seed).shuffle(mixed)  # noqa: S311 - no secret
        assert count_roots(mixed) == first


def test_a_report_that_a_person_parts_from_its_root_names_none():
    a = said("a", "Sava Post", FIRE, "police")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "police")
    count = count_roots([*a, *b])
    link = next(k for k in count.links if k.start == "b" and k.end.startswith("root:"))
    for on in (["b", link.end], [f"link:{link.id}"]):
        assert interval([*a, *b], [rule(1, "break-link", on)]) == (1, 2)


def test_reports_can_be_ruled_on_as_well_as_claims():
    a = said("a", "Sava Post", FIRE, "the fire service")
    b = said("b", "River Courier", "The mill of Orlec is ashes", "the town council")
    assert interval([*a, *b], [rule(1, "same-root", ["a", "b"], "yes")]) == (1, 1)
