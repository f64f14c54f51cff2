"""Reports met and added: what is the same one, what another, and what a new reading keeps."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from ledgers import add

from purport.errors import UnknownId
from purport.ledger.currency import renew_currency
from purport.ledger.decisions import decide, undo
from purport.ledger.deflation import inflate_text
from purport.ledger.originals import read_original
from purport.ledger.readings import newest_reading, read_reading
from purport.ledger.reports import find_report, read_report, reread
from purport.ledger.store import open_ledger
from purport.ledger.verification import verify
from purport.model.reading_json import reading_json
from readings import readings as any_reading
from sayings import Saying, reading

RAIN = reading("rain", [Saying("Ann", "it rained"), Saying("Bo", "it did not")])


def rows(ledger, statement):
    with ledger.reading() as connection:
        return connection.exec_driver_sql(statement).all()


def of(made, **report):
    return replace(made, report=replace(made.report, **report))


def test_a_report_is_kept_whole(ledger, planted):
    original = b"\xef\xbb\xbf" + planted.report.text.encode()
    added = add(ledger, planted, original=original)
    assert (added.report_id, added.match, len(added.claims)) == ("sava/17", "first", 8)
    kept = read_report(ledger, "sava/17")
    assert kept == replace(planted.report, sha256=kept.sha256)
    with ledger.reading() as connection:
        assert read_original(connection, kept.sha256) == original
        assert newest_reading(connection, "sava/17") == replace(planted, report=kept)
        assert read_original(connection, "0" * 64) is None


def test_the_same_bytes_are_one_report(ledger):
    add(ledger, RAIN, met_in="a.txt")
    again = add(ledger, RAIN, met_in="b.txt")
    assert (again.report_id, again.match, again.claims) == ("rain", "exact", ())
    add(ledger, RAIN, met_in="b.txt")
    assert rows(ledger, "SELECT met_in, match FROM captures") == [
        ("a.txt", "first"),
        ("b.txt", "exact"),
    ]
    assert list(verify(ledger)) == []


def test_the_same_words_from_the_same_place_are_one_report(ledger):
    add(ledger, RAIN)
    other = of(RAIN, id="other", text=RAIN.report.text.replace(" ", "  ").upper() + "!\n")
    again = add(ledger, replace(other, claims=(), voices=()))
    assert (again.report_id, again.match) == ("rain", "near-exact")
    assert rows(ledger, "SELECT count(*) FROM originals") == [(2,)]
    assert list(verify(ledger)) == []


@pytest.mark.parametrize(
    ("first", "second", "match"),
    [
        ({"publisher": "Post"}, {"publisher": "Wire"}, "first"),
        ({"publisher": "Post"}, {"publisher": " the  post".replace("the", "")}, "exact"),
        ({"publisher": "Post"}, {"publisher": None}, "exact"),
        (
            {"publisher": None, "url": "https://a.example/1"},
            {"url": "https://b.example/1"},
            "first",
        ),
        (
            {"publisher": None, "url": "https://www.a.example/1"},
            {"publisher": None, "url": "https://a.example/2"},
            "exact",
        ),
    ],
)
def test_the_same_bytes_from_another_publisher_are_another_report(ledger, first, second, match):
    add(ledger, of(RAIN, **first))
    assert add(ledger, of(RAIN, **{"publisher": None, **second}), met_in="b").match == match


@pytest.mark.parametrize(
    ("first", "second", "match"),
    [
        ({"publisher": "Post"}, {"publisher": "POST"}, "near-exact"),
        ({"publisher": "Post"}, {"publisher": None}, "first"),
        ({"publisher": None}, {"publisher": None}, "near-exact"),
        ({"publisher": None, "url": "https://a.example/1"}, {"publisher": None}, "first"),
    ],
)
def test_the_same_words_need_a_place_that_is_the_same(ledger, first, second, match):
    add(ledger, of(RAIN, **first))
    spaced = RAIN.report.text + "\n\n"
    assert add(ledger, of(RAIN, text=spaced, **second)).match == match


def test_what_is_said_otherwise_of_a_report_that_is_met_again_is_kept(ledger):
    add(ledger, of(RAIN, publisher=None))
    add(ledger, of(RAIN, publisher="Post", title="Rain"), met_in="b.txt")
    said = rows(ledger, "SELECT said FROM captures ORDER BY n")
    assert said == [("{}",), ('{"title": "Rain", "publisher": "Post"}',)]
    assert read_report(ledger, "rain").publisher is None


def test_an_id_that_is_taken_gets_a_number_and_says_so(ledger):
    add(ledger, RAIN)
    second = add(ledger, reading("rain", [Saying("Cy", "it snowed")]))
    third = add(ledger, reading("rain", [Saying("Cy", "it hailed")]))
    assert (second.report_id, third.report_id) == ("rain-2", "rain-3")
    assert second.warnings == ("the id rain was taken; this report has the id rain-2",)
    with ledger.reading() as connection:
        assert newest_reading(connection, "rain-2").warnings == second.warnings


def test_a_later_version_of_an_article_is_a_report_of_its_own_with_a_warning(ledger):
    add(ledger, of(RAIN, url="https://a.example/1"))
    later = of(reading("rain", [Saying("Ann", "it poured")]), url="https://a.example/1")
    added = add(ledger, later)
    assert (added.report_id, added.match) == ("rain-2", "first")
    assert any("others than before" in warning for warning in added.warnings)


def test_a_new_reading_keeps_the_ids_of_claims_that_are_found_again(ledger):
    first = add(ledger, RAIN, models="m1")
    kept = RAIN.claims[0]
    changed = replace(RAIN, claims=(replace(kept, id="c9", status="planned"),))
    again = add(ledger, changed, models="m2")
    assert (again.match, again.claims) == ("re-read", first.claims[:1])
    assert rows(ledger, "SELECT id, status, current, key FROM claims ORDER BY n") == [
        (first.claims[0], "planned", 1, "c9"),
        (first.claims[1], "unknown", 0, "c2"),
    ]
    assert len(rows(ledger, "SELECT n FROM readings")) == 2
    with ledger.reading() as connection:
        assert read_reading(connection, 1).claims == RAIN.claims
    assert list(verify(ledger)) == []


def test_the_models_that_read_a_report_last_do_not_read_it_again(ledger):
    add(ledger, RAIN, models="m1")
    assert add(ledger, RAIN, models="m1").match == "exact"
    assert reread(ledger, RAIN, "m1").match == "exact"
    met = find_report(ledger, RAIN.report, RAIN.report.text.encode())
    assert (met.report_id, met.models) == ("rain", "m1")
    with pytest.raises(UnknownId):
        reread(ledger, of(RAIN, id="unheard"), "m2")


def test_a_claim_that_a_person_decided_on_stays_when_a_new_reading_misses_it(ledger):
    first = add(ledger, RAIN, models="m1")
    ruling = decide(ledger, "Ann", "accept", [first.claims[1]])
    add(ledger, replace(RAIN, claims=RAIN.claims[:1]), models="m2")
    current = "SELECT id FROM claims WHERE current ORDER BY n"
    assert rows(ledger, current) == [(i,) for i in first.claims]
    undo(ledger, "Ann", ruling.n)
    assert rows(ledger, current) == [(first.claims[0],)]
    decide(ledger, "Ann", "comment", [first.claims[1]], "it was there before")
    assert rows(ledger, current) == [(i,) for i in first.claims]
    assert list(verify(ledger)) == []


def test_a_claim_that_is_found_again_counts_again(ledger):
    first = add(ledger, RAIN, models="m1")
    add(ledger, replace(RAIN, claims=()), models="m2")
    assert rows(ledger, "SELECT count(*) FROM claims WHERE current") == [(0,)]
    assert add(ledger, RAIN, models="m3").claims == first.claims
    assert rows(ledger, "SELECT count(*) FROM claims WHERE current") == [(2,)]
    with ledger.writing() as connection:
        renew_currency(connection, ["no claim", *first.claims])
    assert rows(ledger, "SELECT count(*) FROM claims WHERE current") == [(2,)]


def test_claims_of_the_same_words_have_ids_of_their_own(ledger):
    twin = replace(RAIN.claims[0], id="c9")
    added = add(ledger, replace(RAIN, claims=(*RAIN.claims, twin)))
    assert len(set(added.claims)) == 3
    swapped = replace(RAIN, claims=(twin, RAIN.claims[1], RAIN.claims[0]))
    assert set(add(ledger, swapped, models="m2").claims) == set(added.claims)


def test_an_id_that_another_report_has_is_given_to_nobody_else(ledger, monkeypatch):
    real = "purport.ledger.claim_rows.claim_id"
    monkeypatch.setattr(real, lambda _report, _claim, taken: min({"a", "b", "c", "d"} - set(taken)))
    assert add(ledger, RAIN).claims == ("a", "b")
    other = reading("snow", [Saying("Ann", "it snowed"), Saying("Bo", "it hailed")])
    assert add(ledger, other).claims == ("c", "d")
    assert add(ledger, replace(other, claims=other.claims[:1]), models="m2").claims == ("c",)


def is_as_received(made):
    """Whether claims have ids of their own and words whole characters, as intake sees to it."""
    keys = [claim.id for claim in made.claims]
    return len(set(keys)) == len(keys) and not re.search("\\\\ud[89a-f]", reading_json(made))


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(made=any_reading().filter(is_as_received))
def test_any_reading_comes_back_as_it_was_added(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("any") / "a.db"
    with open_ledger(path, create=True) as ledger:
        added = add(ledger, made)
        with ledger.reading() as connection:
            kept = newest_reading(connection, added.report_id)
        assert kept == replace(made, report=replace(made.report, sha256=kept.report.sha256))
        assert inflate_text(rows(ledger, "SELECT text FROM reports")[0][0]) == made.report.text
        assert list(verify(ledger)) == []
