"""Themes: an echo shows as an echo."""

from purport.corroboration.trends import find_themes, period_of
from purport.ledger.kept_counts import Outline


def group(name, claim, reports, *roots, unknown=()):
    days = {report: DAYS[report] for report in reports}
    return Outline(name, claim, days, tuple((n, tuple(r)) for n, r in roots), tuple(unknown))


DAYS = {"a": "2024-03-04", "b": "2024-03-05", "c": "2024-03-06", "d": "2024-03-13", "e": None}


def test_many_reports_of_one_root_are_many_and_one():
    one = group("g1", "a mill burned in Orlec", "abc", ("police", "abc"))
    two = group("g2", "nobody was hurt in Orlec", "d", ("police", "d"))
    theme = find_themes([one, two], DAYS)[0]
    assert (theme.name, theme.reports, theme.roots) == ("Orlec", 4, 1)
    assert [(p.start, p.reports, p.roots) for p in theme.periods] == [
        ("2024-03-04", 3, 1),
        ("2024-03-11", 1, 1),
    ]


def test_reports_without_origin_and_without_a_day_are_told_apart():
    one = group("g1", "a mill burned in Orlec", "ae", ("police", "a"), unknown="e")
    theme = find_themes([one], DAYS, wanted=["mill"])[0]
    assert (theme.reports, theme.roots, theme.unknown) == (2, 1, 1)
    assert sum(p.reports for p in theme.periods) == 1


def test_wanted_words_are_themes_of_their_own():
    groups = [group("g1", "the bridge at Halte was blown up", "ab", ("police", "ab"))]
    assert [t.name for t in find_themes(groups, DAYS, wanted=["bridge", "mill"])] == [
        "bridge",
        "mill",
    ]


def test_the_first_word_of_a_claim_is_no_name():
    groups = [group("g1", "Twelve were hurt", "ab"), group("g2", "Twelve were killed", "cd")]
    assert find_themes(groups, DAYS) == ()


def test_periods():
    assert period_of("2024-03-06", "day") == "2024-03-06"
    assert period_of("2024-03-06", "year") == "2024-01-01"
