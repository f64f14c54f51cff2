from __future__ import annotations

from reports.planted import told


def test_a_hedge_stays_with_the_link_that_it_weakens() -> None:
    tracing = told(
        "The SBU released a purportedly intercepted call.\n\n“Run,” the purported soldier says.\n\n"
        "The soldier says that they may flee.",
        ("“Run,”", "says", "the purported soldier"),
        ("that they may flee", "says", "The soldier"),
        named={"SBU": "ORG"},
    )
    assert [h.span.text for h in tracing.evidence[0].hedges] == ["purportedly"]
    assert [h.span.text for h in tracing.chains[0][-1].hedges] == ["purported"]
    assert tracing.hedges[0] == ()
    assert [(h.span.text, h.scope) for h in tracing.hedges[1]] == [("may", "content")]


def test_is_said_to_show_weakens_the_release() -> None:
    tracing = told(
        "The agency released a recording that is said to show the crime.",
        ("the crime", "is said to show", "a recording"),
    )
    hop = tracing.chains[0][-1]
    assert (hop.role, [(h.span.text, h.scope) for h in hop.hedges]) == (
        "releases",
        [("is said to", "release")],
    )


def test_a_claim_called_unverified_afterwards_is_weakened() -> None:
    tracing = told(
        "The mayor said that 90 people had died. The claim could not be verified.",
        ("that 90 people had died", "said", "The mayor"),
    )
    assert [h.span.text for h in tracing.hedges[0]] == ["could not be verified"]


def test_evidence_called_unverified_is_weakened() -> None:
    tracing = told(
        "Residents posted videos that show smoke. The videos could not be independently verified.",
        ("smoke", "show", "videos"),
    )
    assert [h.span.text for h in tracing.evidence[0].hedges] == [
        "could not be independently verified"
    ]


def test_the_month_is_no_hedge() -> None:
    tracing = told("He said that in May it rained.", ("that in May it rained", "said", "He"))
    assert tracing.hedges == ((),)
