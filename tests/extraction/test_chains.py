from __future__ import annotations

import pytest

import purport
from purport.extraction.chain_credits import find_credits
from purport.model.report import Credit, Report
from reports.planted import HERE, hops_of, told, totals

# Floors: what was reached when they were set, less two or three points (docs/why/chains.md); those
# of dev were set anew when the last thirteen reports of the fresh set came to it, and twenty more.
FLOORS = {
    "dev": {"voice": 0.93, "chain": 0.87, "evidence": 0.9, "act": 0.93, "hedges": 0.92},
    "test": {"voice": 0.93, "chain": 0.79, "evidence": 0.82, "act": 0.92, "hedges": 0.95},
}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_planted_reports_are_read_as_well_as_before(half: str) -> None:
    reached = {field: right / asked for field, (right, asked) in totals(HERE / half).items()}
    assert {f: v for f, v in reached.items() if v < FLOORS[half].get(f, 0.0)} == {}


def test_there_are_enough_planted_reports() -> None:
    halves = [len(list((HERE / half).glob("*.json"))) for half in FLOORS]
    assert sum(halves) >= 60
    assert min(halves) >= 30


def test_the_releaser_stands_before_the_voice_that_is_heard() -> None:
    tracing = told(
        "The brigade released a video that shows a man who says that he is cold.",
        ("that he is cold", "says", "a man"),
    )
    assert hops_of(tracing, 0) == [("The brigade", "releases"), ("a man", "speaks")]


def test_three_hops_through_a_unit_to_its_commander() -> None:
    tracing = told(
        "A man alleges that his unit was told by its commander that it would be over soon.",
        (
            "that his unit was told by its commander that it would be over soon",
            "alleges",
            "A man",
        ),
        ("that it would be over soon", "was told by", "its commander"),
    )
    assert hops_of(tracing, 1) == [
        ("A man", "quotes"),
        ("his unit", "quotes"),
        ("its commander", "speaks"),
    ]


@pytest.mark.parametrize(
    ("text", "claim", "hops"),
    [
        (
            "The mayor told the Morning Post that it burned.",
            ("that it burned", "told", "The mayor"),
            [("Morning Post", "reports"), ("The mayor", "speaks")],
        ),
        (
            "It burned, the Courier reported, citing the governor.",
            ("It burned", "reported", "the Courier"),
            [("Courier", "reports"), ("the governor", "speaks")],
        ),
        (
            "It burned, the minister was quoted by Morning Wire as saying.",
            ("It burned", "was quoted by Morning Wire as saying", "the minister"),
            [("Morning Wire", "quotes"), ("the minister", "speaks")],
        ),
        (
            "In an interview with the state broadcaster, the minister said that it burned.",
            ("that it burned", "said", "the minister"),
            [("the state broadcaster", "releases"), ("the minister", "speaks")],
        ),
    ],
)
def test_go_betweens_stand_in_the_chain(
    text: str, claim: tuple[str, str, str], hops: list[tuple[str, str]]
) -> None:
    named = {"Morning Wire": "ORG", "Morning Post": "ORG", "Courier": "ORG"}
    assert hops_of(told(text, claim, named=named), 0) == hops


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PORT LANNIC (National Wire) - A ferry sank.", "National Wire"),
        ("KYIV, Ukraine (AP) — A shell fell.", "AP"),
        ("A shell fell. (Reuters)\n", "Reuters"),
        ("A shell fell.\n\n— AP", "AP"),
        ("A shell fell.\nSource: Morning Wire\n", "Morning Wire"),
    ],
)
def test_datelines_and_credits_are_hops_of_the_whole_report(text: str, name: str) -> None:
    assert [c.name for c in find_credits(Report("r", "", text))] == [name]


@pytest.mark.parametrize(
    "text", ["He met Anna (Berg) - and left.", "The World Health Organization (WHO) said so."]
)
def test_brackets_are_not_always_credits(text: str) -> None:
    assert find_credits(Report("r", "", text)) == ()


def test_metadata_credits_count_but_not_the_publisher_itself() -> None:
    credited = (Credit("creditText", "National Wire"), Credit("creditText", "The Gazette"))
    report = Report("r", "", "It rained.", publisher="Gazette", credits=credited)
    assert [(c.name, c.span) for c in find_credits(report)] == [("National Wire", None)]


def test_every_decision_says_why() -> None:
    tracing = told("“Go,” the man said.", ("“Go,”", "said", "the man"))
    assert {w.field for w in tracing.why[0]} >= {"voice", "act", "chain"}


@pytest.mark.parametrize(
    ("text", "claim", "hops"),
    [
        (
            "The lawyer told the newspaper El Muelle that it was late.",
            ("that it was late", "told", "The lawyer"),
            [("El Muelle", "reports"), ("The lawyer", "speaks")],
        ),
        (
            "The lawyer told the channel Libya Today that it was late.",
            ("that it was late", "told", "The lawyer"),
            [("Libya Today", "reports"), ("The lawyer", "speaks")],
        ),
        (
            "The mayor will go, the newspaper El Muelle reported on Monday, citing two officials.",
            ("The mayor will go", "reported", "the newspaper El Muelle"),
            [("El Muelle", "reports"), ("two officials", "speaks")],
        ),
        (
            "The mayor told the council that it was late.",
            ("that it was late", "told", "The mayor"),
            [("The mayor", "speaks")],
        ),
        (
            "The mayor told the Security Council that it was late.",
            ("that it was late", "told", "The mayor"),
            [("The mayor", "speaks")],
        ),
    ],
)
def test_outlets_are_hops_and_other_listeners_are_not(
    text: str, claim: tuple[str, str, str], hops: list[tuple[str, str]]
) -> None:
    assert hops_of(told(text, claim), 0) == hops


def test_the_paper_is_the_newspaper_named_before() -> None:
    tracing = told(
        "“It burned,” a nurse told the newspaper El Muelle. The paper quoted a driver as saying "
        "that he ran.",
        ("“It burned,”", "told", "a nurse"),
        ("that he ran", "quoted", "The paper"),
    )
    assert tracing.evidence == ()
    assert hops_of(tracing, 1) == [("El Muelle", "reports"), ("a driver", "speaks")]


def test_nobody_is_he_or_they_in_his_own_quoted_words() -> None:
    text = "“Then it falls,” the inspector answered. “They will say that they knew nothing.”"
    reading = purport.read(text)
    (inner,) = [c for c in reading.claims if c.text.endswith("they knew nothing")]
    assert inner.parent is not None
    assert inner.voice is None
