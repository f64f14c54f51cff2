"""The index finds what looking at every claim by hand finds, and finds it by the index alone."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from purport.ledger.claim_order import days_of
from purport.ledger.facets import folded
from purport.ledger.filters import Filters
from purport.ledger.search import each_claim, find_claims
from purport.ledger.store import open_ledger
from purport.ledger.stretches import numbers_of, stretches
from sayings import Saying, add, reading

WORDS = "dam gate flood river wall army bridge talks vote count fire storm rescue border".split()
NAMES = ["Ana Kovač", "Ana Lee", "Bo Lee", "Bo Ana", "Ann Marie Lee", "Lee Ann"]
PLACES = [("Orlec", "HR", "town"), ("Croatia", "HR", "country"), ("Lee", "US", "town"), None]
DATES = ["2022-05-19", "2022-05-20", "2022-05", "2022", "2023-01-01", None, "2021-12-31"]
SPANS = [
    ("2022-05-19", "2022-05-19"), ("2022-05-16", "2022-05-22"), ("2022-05-01", "2022-05-31"),
    ("2022-01-01", "2022-12-31"), ("2010-01-01", "2019-12-31"), ("1801-01-01", "1900-12-31"),
    ("2022-05-28", "2022-06-03"), None,
]  # fmt: skip
STATUS = ["happened", "planned", "unknown"]


def some_sayings(chance):
    return [
        Saying(
            chance.choice(NAMES),
            " ".join(chance.choices(WORDS, k=3)),
            through=chance.choice([*NAMES, None, None]),
            when=chance.choice(SPANS),
            where=chance.choice(PLACES),
            status=chance.choice(STATUS),
            kind=chance.choice(["direct", "indirect", "narrator"]),
            reporting=chance.random() < 0.8,
            hedged=chance.random() < 0.3,
        )
        for _ in range(chance.randrange(1, 6))
    ]


@pytest.fixture(scope="module")
def made():
    chance = random.Random(7)  # noqa: S311 - nothing secret
    return [
        reading(f"r{number}", some_sayings(chance), published=chance.choice(DATES),
                publisher=chance.choice(["Sava Post", "Post of Lee", None]))
        for number in range(60)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(made, tmp_path_factory):
    with open_ledger(tmp_path_factory.mktemp("oracle") / "l.db", create=True) as opened:
        add(opened, *made)
        yield opened


def by_hand(made, filters):
    """Every claim that is as the filters ask, as (report, claim id)."""
    found = set()
    for one in made:
        voices = {voice.id: voice.name for voice in one.voices}
        for claim in one.claims:
            if _fits(one.report, claim, voices, filters):
                found.add((one.report.id, claim.id))
    return found


def _fits(report, claim, voices, filters):
    chain = [voices[hop.voice] for hop in claim.chain if hop.voice]
    checks = [
        filters.everything or claim.told,
        filters.status in (None, claim.status),
        filters.kind in (None, claim.attribution.kind),
        filters.speaker is None or _has(voices[claim.voice], filters.speaker),
        filters.voice is None or any(_has(name, filters.voice) for name in chain),
        filters.publisher is None or _has(report.publisher or "", filters.publisher),
        filters.place is None or any(_at(place, filters.place) for place in claim.places),
        _overlaps(days_of(report.published), filters.published),
        filters.about == (None, None)
        or any(_overlaps(tuple(map(date.fromisoformat, t.interval)), filters.about)
               for t in claim.times),
    ]  # fmt: skip
    for word in (filters.words or "").split():
        said = folded(f"{claim.text} says {voices[claim.voice]}")
        checks.append(any(w.startswith(word[:-1]) if word.endswith("*") else w == word
                          for w in said))  # fmt: skip
    return all(checks)


def _has(name, words):
    return f" {' '.join(folded(words))} " in f" {' '.join(folded(name))} "


def _at(place, words):
    return _has(place.name, words) or (place.country == "HR" and words in ("Croatia", "HR"))


def _overlaps(days, asked):
    first, last = asked
    if (first, last) == (None, None):
        return True
    return days is not None and (first is None or days[1] >= first) and (
        last is None or days[0] <= last
    )  # fmt: skip


def some_filters(chance):
    def days():
        start = date(2022, 5, 1) + timedelta(days=chance.choice((-4000, -500, 0, 18, 20, 45, 300)))
        end = start + timedelta(days=chance.choice((0, 3, 40, 100, 1000, 9000, 80_000)))
        return chance.choice([(start, end), (start, None), (None, end)])

    every = {
        "words": chance.choice(["dam", "dam gate", "fl*", "flo*", "ana dam", "kovac"])
        .replace("fl*", "floo*"),
        "speaker": chance.choice(["Ana", "Lee", "Ana Lee", "Marie Lee", "kovac"]),
        "voice": chance.choice(["Ana", "Bo Lee", "Lee Ann"]),
        "publisher": chance.choice(["Post", "Sava", "Lee"]),
        "published": days(),
        "about": days(),
        "place": chance.choice(["Orlec", "Croatia", "HR", "Lee"]),
        "status": chance.choice(STATUS),
        "kind": chance.choice(["direct", "narrator"]),
        "everything": True,
    }  # fmt: skip
    return Filters(
        **{name: every[name] for name in chance.sample(list(every), chance.randrange(4))}
    )


def test_the_same_claims_as_by_hand(ledger, made):
    chance = random.Random(11)  # noqa: S311 - nothing secret
    hits = 0
    for _ in range(300):
        filters = some_filters(chance)
        rows = list(each_claim(ledger, filters))
        found = [(row.report, row.key) for row in rows]
        assert len(set(found)) == len(found)
        assert set(found) == by_hand(made, filters), filters
        assert [row.n for row in rows] == sorted(row.n for row in rows)
        hits += bool(found)
    assert hits > 100


def test_pages_of_any_size_hold_the_same(ledger):
    chance = random.Random(13)  # noqa: S311 - nothing secret
    for _ in range(30):
        filters = some_filters(chance)
        rows, after = [], None
        while True:
            page = find_claims(ledger, filters, limit=3, after=after)
            rows += page.rows
            after = page.next
            if after is None:
                break
        assert rows == list(each_claim(ledger, filters))


def test_a_page_is_read_off_the_index_and_nothing_is_sorted(ledger):
    chance = random.Random(17)  # noqa: S311 - nothing secret
    with ledger.reading() as connection:
        for _ in range(30):
            for stretch in stretches(connection, filters := some_filters(chance)):
                asked = numbers_of(stretch, filters.about, 5).limit(51)
                plain = asked.compile(connection, compile_kwargs={"literal_binds": True})
                plan = connection.execute(text(f"EXPLAIN QUERY PLAN {plain}".replace(":", "\\:")))
                steps = [row.detail for row in plan]
                assert not any("TEMP B-TREE" in step for step in steps), steps
                assert steps[0].startswith(
                    "SCAN claim_words VIRTUAL TABLE INDEX" if stretch.match else "SEARCH claims"
                ), steps
