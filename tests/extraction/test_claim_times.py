"""Which times a claim has: its own, and none of its telling."""

import purport


def times_of(text):
    (reading,) = purport.read_many([purport.report(text, id="r", published="2023-08-23")])
    return [[t.span.text for t in claim.times] for claim in reading.claims]


def test_the_day_on_which_a_thing_is_said_is_not_the_day_of_the_thing():
    assert times_of(
        "Eleven people were admitted after the fire, the hospital said on Tuesday."
    ) == [[]]


def test_a_day_within_the_claim_is_its_time():
    assert times_of("The hospital said that eleven people were admitted on Monday.") == [["Monday"]]


def test_what_a_recording_shows_has_the_day_of_its_release():
    shown = times_of("On Tuesday, the service released a recording said to reveal that trend.")
    assert ["Tuesday"] in shown


def test_a_term_behind_what_is_promised_is_its_time():
    assert ["Friday"] in times_of("The department promised a cage by Friday.")


def test_the_time_of_a_relative_clause_behind_the_claim_is_its_time():
    claims = times_of("She claimed it was the former minister Brian Siame, who lost in August.")
    assert ["August"] in claims


def test_the_day_of_saying_between_cue_and_claim_is_not_its_time():
    assert times_of("The copper miner said on Tuesday it would delay its expansion.") == [[]]
