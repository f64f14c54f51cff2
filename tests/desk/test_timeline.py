from purport.desk.pages.timeline import by_days
from purport.ledger.spoken_of import TimeSpokenOf


def claim(name, first, last):
    return TimeSpokenOf(name, "words", None, "planned", first, last)


def test_claims_of_the_same_days_stand_together():
    day = "2022-05-26"
    found = by_days([claim("a", day, day), claim("b", day, day), claim("c", "2022-05", day)])
    assert [[c.id for c in s.claims] for s in found] == [["a", "b"], ["c"]]


def test_days_in_words():
    one, several = by_days(
        [claim("a", "2022-05-26", "2022-05-26"), claim("b", "1945-01-01", "1945-12-31")]
    )
    assert (one.days, several.days) == ("2022-05-26", "1945-01-01 to 1945-12-31")
