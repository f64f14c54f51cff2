from __future__ import annotations

from reports.planted import names_of, told


def test_a_released_recording_has_releaser_day_and_hedges() -> None:
    tracing = told(
        "The SBU released a recording on Monday of a purportedly intercepted call. It said that "
        "the men were tired.",
        ("that the men were tired", "said", "It"),
        named={"SBU": "ORG"},
    )
    recording = tracing.evidence[0]
    assert recording.medium == "recording"
    assert recording.released == "2024-05-13"
    assert [v.name for v in tracing.voices if v.id == recording.released_by] == ["SBU"]
    assert [h.span.text for h in recording.hedges] == ["purportedly"]
    assert recording.authenticity == "not established"


def test_a_leaked_paper_has_a_holder_and_speaks_for_itself() -> None:
    tracing = told(
        "An internal memo obtained by The Ledger warns that the dam could fail.",
        ("that the dam could fail", "warns", "An internal memo"),
        named={"The Ledger": "ORG"},
    )
    memo = tracing.evidence[0]
    assert (memo.medium, memo.released_by) == ("document", None)
    assert [v.name for v in tracing.voices if v.id == memo.holder] == ["Ledger"]
    assert names_of(tracing) == ["An internal memo"]


def test_a_statement_is_released_by_who_speaks_in_it() -> None:
    tracing = told(
        "In a statement on Monday, the hospital said that two nurses were ill.",
        ("that two nurses were ill", "said", "the hospital"),
    )
    statement = tracing.evidence[0]
    assert (statement.medium, statement.released) == ("statement", "2024-05-13")
    assert statement.released_by == tracing.speakers[0]


def test_a_passage_that_retells_a_recording_stays_in_it() -> None:
    tracing = told(
        "The brigade posted a video in which a man says that he is a driver.\n\n“We were lost,” "
        "he says.\n\nThe army said on Monday that the video was staged.",
        ("that he is a driver", "says", "a man"),
        ("“We were lost,”", "says", "he"),
        ("that the video was staged", "said", "The army"),
    )
    assert [c[-1].evidence for c in tracing.chains] == ["e1", "e1", None]


def test_another_recording_is_another_piece_of_evidence() -> None:
    tracing = told(
        "The SBU released a recording. On Friday the SBU released another recording. The "
        "recording shows that men flee.",
        ("that men flee", "shows", "The recording"),
        named={"SBU": "ORG"},
    )
    assert len(tracing.evidence) == 2
    assert tracing.chains[0][-1].evidence == "e2"


def test_a_plain_mention_of_a_paper_is_no_evidence() -> None:
    tracing = told(
        "She read the letter on the train. “It rained,” she said.",
        ("“It rained,”", "said", "she"),
    )
    assert tracing.evidence == ()
