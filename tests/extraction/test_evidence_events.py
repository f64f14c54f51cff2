"""Who did what with a thing, in many forms of the same telling."""

from __future__ import annotations

import pytest

from purport.extraction.analysis import analyse
from purport.extraction.evidence_events import events_of
from purport.extraction.voice_frames import find_frames
from purport.extraction.voice_grammar import index_grammar


@pytest.mark.parametrize(
    ("sentence", "thing", "sense", "agent"),
    [
        ("The navy released a video on Monday.", "video", "release", "navy"),
        ("A video was released by the navy on Monday.", "video", "release", "navy"),
        ("A video released by the navy shows a boat.", "video", "release", "navy"),
        (
            "The video, which the navy put online late on Monday, is dark.",
            "video",
            "release",
            "navy",
        ),
        ("The navy shared what it called a video of the boat.", "video", "release", "navy"),
        ("The leak of a memo by two ministers has hurt her.", "memo", "release", "ministers"),
        ("In the tape, obtained by the agency, a man sings.", "tape", "hold", "agency"),
        ("The site printed dozens of pages of a diary.", "diary", "release", "site"),
        ("The officer showed reporters a map of the valley.", "map", "release", "officer"),
        ("The letter was written by a nurse.", "letter", "author", "nurse"),
    ],
)
def test_what_is_done_with_a_thing_is_found_in_every_form(
    sentence: str, thing: str, sense: str, agent: str
) -> None:
    grammar = index_grammar(sentence, next(analyse([sentence])))
    at = next(t.index for t in grammar.tokens if t.text == thing)
    told = [(e.sense, grammar.tokens[e.agent].text) for e in events_of(grammar, at) if e.agent]
    assert (sense, agent) in told


@pytest.mark.parametrize(
    "sentence",
    [
        "The navy refused to release the video.",
        "The navy plans to publish the video.",
        "The navy did not release a video.",
    ],
)
def test_what_is_not_done_is_no_event(sentence: str) -> None:
    grammar = index_grammar(sentence, next(analyse([sentence])))
    at = next(t.index for t in grammar.tokens if t.text == "video")
    assert events_of(grammar, at) == ()


@pytest.mark.parametrize(
    ("sentence", "frames"),
    [
        ("The skipper had told him, he said, that a ship was near.", [("he", "said")]),
        ("The cable, the official recalled, was short.", [("official", "recalled")]),
        ("Fighters paid for bread with bundles of new notes, she said.", [("she", "said")]),
        ("The priest had explained, she went on, that a driver knew.", [("she", "went")]),
        ("He said on Monday, after the vote, that it was over.", []),
        ("The pit, owned by a firm that said it was broke, closed.", []),
    ],
)
def test_frames_between_commas_are_read_off_the_words(
    sentence: str, frames: list[tuple[str, str]]
) -> None:
    grammar = index_grammar(sentence, next(analyse([sentence])))
    found = [
        (grammar.tokens[f.who].text, grammar.tokens[f.verb].text) for f in find_frames(grammar)
    ]
    assert found == frames
