from __future__ import annotations

import pytest

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


def test_a_leaked_paper_is_put_out_by_its_holder_and_speaks_for_itself() -> None:
    tracing = told(
        "An internal memo obtained by The Ledger warns that the dam could fail.",
        ("that the dam could fail", "warns", "An internal memo"),
        named={"The Ledger": "ORG"},
    )
    memo = tracing.evidence[0]
    assert memo.medium == "document"
    assert memo.released_by == memo.holder
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


@pytest.mark.parametrize(
    ("text", "claim", "medium", "by", "holder"),
    [
        (
            "The firm said in an email to its staff, seen by Bloomberg, that bonuses would be cut.",
            ("that bonuses would be cut", "said", "The firm"),
            "document", "The firm", "Bloomberg",
        ),
        (
            "Footage posted on Facebook by a lorry driver shows that the bridge swayed.",
            ("that the bridge swayed", "shows", "Footage posted on Facebook by a lorry driver"),
            "video", "a lorry driver", None,
        ),
        (
            "The army announced in a communiqué carried by the agency Belka Press that it had won.",
            ("that it had won", "announced", "The army"),
            "statement", "The army", "Belka Press",
        ),
        (
            "The mayor told the daily Die Kompas in an interview that she would not run.",
            ("that she would not run", "told", "The mayor"),
            "interview", "Die Kompas", None,
        ),
        (
            "A report in the Daily Herald said that the fleet had sailed.",
            ("that the fleet had sailed", "said", "A report in the Daily Herald"),
            "document", "Daily Herald", None,
        ),
    ],
)  # fmt: skip
def test_who_released_and_who_holds_it(
    text: str, claim: tuple[str, str, str], medium: str, by: str, holder: str | None
) -> None:
    tracing = told(text, claim)
    names = {v.id: v.name for v in tracing.voices}
    one = tracing.evidence[0]
    assert len(tracing.evidence) == 1
    assert (one.medium, names.get(one.released_by or "")) == (medium, by)
    assert (names[one.holder] if one.holder else None) == holder


def test_a_heading_makes_the_whole_report_a_statement() -> None:
    tracing = told(
        "PRESS RELEASE FROM THE NORDIC SPACE AGENCY\n\nThe agency confirms that a satellite was "
        "lost.",
        ("that a satellite was lost", "confirms", "The agency"),
    )
    assert [e.medium for e in tracing.evidence] == ["statement"]
    assert tracing.evidence[0].mention.text == "PRESS RELEASE"


@pytest.mark.parametrize(
    "text",
    [
        "The police have no plans to release a recording. “It is late,” she said.",
        "This report was brought to you by rain. “It is late,” she said.",
    ],
)
def test_what_is_not_released_or_is_the_report_itself_is_no_evidence(text: str) -> None:
    assert told(text, ("“It is late,”", "said", "she")).evidence == ()
