"""What the network leaves over, and what is made of its attributions."""

import pytest

from purport.extraction.analysis import analyse
from purport.extraction.attributions import is_speech, kind_of
from purport.extraction.constructions import find_constructions
from purport.extraction.header import blank_header
from purport.extraction.narrator import find_narrated, told_by_narrator
from purport.extraction.quotes import find_quotations, speech_characters
from purport.extraction.sources import bare_source, unname_source
from purport.extraction.speech import find_turns, frame_speech
from purport.model.claim import Attribution
from purport.model.span import Span


def grammar(text):
    (found,) = analyse([text])
    return found


def span(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def framed(text, attributions=()):
    return frame_speech(text, find_quotations(text), list(attributions), grammar(text))


def roles(attribution):
    return {
        role: [s.text for s in getattr(attribution, role)] for role in ("source", "cue", "content")
    }


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“Isn’t it late?” the unnamed sailor shoots back.", "the unnamed sailor", "shoots back"),
        ("“We are closed for good.” — Ada Lund", "Ada Lund", "—"),
        ("The old captain gestured at the hull:\n\n“Look at what they left us.”",
         "The old captain", "gestured"),
    ],
)  # fmt: skip
def test_left_over_speech_takes_the_frame_beside_it(text, source, cue):
    (one,) = framed(text)
    assert roles(one) | {"content": 0} == {"source": [source], "cue": [cue], "content": 0}


def test_left_over_speech_goes_on_with_the_speech_before_it_in_its_paragraph():
    text = "“We ran,” Ada said. “Then we swam.”"
    first = Attribution(
        (span(text, "“We ran,”"),), (span(text, "said"),), (span(text, "Ada"),), "direct"
    )
    (one,) = framed(text, [first])
    assert roles(one)["content"] == ["“We ran,”", "“Then we swam.”"]


def test_speech_that_begins_in_mid_sentence_takes_the_words_before_it():
    text = "Other crews “looked at us and laughed. They called us ghosts.”"
    (one,) = framed(text)
    assert (one.kind, one.cue, roles(one)["content"]) == ("mixed", (), [text])


def test_words_held_up_are_no_speech():
    assert framed("They ate so-called “meat” and “bread.”") == []
    assert not is_speech("“The Long Road Home”")


def test_turns_of_a_transcript_run_on_until_the_next_label():
    text = "ANCHOR: Who signed?\n\nDr. Ann Lee: I did.\n\n“And I would again.”\n\nANCHOR: Thanks."
    turns = find_turns(text, [])
    assert [roles(t)["source"] for t in turns] == [["ANCHOR"], ["Dr. Ann Lee"], ["ANCHOR"]]
    assert roles(turns[1])["content"] == ["I did.", "“And I would again.”"]


def test_one_colon_makes_no_transcript():
    assert find_turns("Verdict: The bridge was unsafe.\n\nNobody was hurt.", []) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The army released a video on Sunday that is said to show a tank burning.", "a video",
         "is said to show", "a tank burning"),
        ("The ministry posted a clip that purportedly shows the raid on its website.", "a clip",
         "purportedly shows", "the raid on its website"),
        ("The driver, identified by the police as a retired teacher, had left.", "the police",
         "identified", "a retired teacher"),
    ],
)  # fmt: skip
def test_constructions_of_released_material_are_attributions(text, source, cue, content):
    (one,) = find_constructions(text, find_quotations(text), [], grammar(text))
    assert roles(one) == {"source": [source], "cue": [cue], "content": [content]}


def test_a_construction_that_is_found_already_is_not_found_again():
    text = "The army released a video on Sunday that is said to show a tank burning."
    known = Attribution((span(text, "a tank burning"),), (span(text, "is said to show"),))
    assert find_constructions(text, find_quotations(text), [known], grammar(text)) == []


def test_the_subject_of_a_passive_cue_is_content():
    text = "Two ministers are said to have fled."
    given = Attribution(
        (span(text, "to have fled"),), (span(text, "are said"),), (span(text, "Two ministers"),)
    )
    one = unname_source(given, grammar(text))
    assert roles(one) == {
        "source": [], "cue": ["are said"], "content": ["Two ministers", "to have fled"],
    }  # fmt: skip


def test_a_source_behind_an_adverbial_is_the_subject_alone():
    text = "In another letter, the chief engineer warns that it leaks."
    given = Attribution(
        (span(text, "that it leaks"),),
        (span(text, "warns"),),
        (span(text, "In another letter, the chief engineer"),),
    )
    assert roles(bare_source(given, grammar(text)))["source"] == ["the chief engineer"]


def test_the_agent_of_a_passive_cue_stays_its_source():
    text = "Two ministers were said by the police to have fled."
    given = Attribution(
        (span(text, "to have fled"),), (span(text, "were said"),), (span(text, "the police"),)
    )
    assert unname_source(given, grammar(text)) == given


def test_an_inference_of_the_report_is_its_own():
    text = "The pilot apparently slept."
    given = Attribution((span(text, "slept"),), (span(text, "apparently"),))
    assert told_by_narrator(given).kind == "narrator"


def test_sentences_in_which_nothing_is_attributed_are_the_reports_own():
    text = "The dam broke on Sunday. It rained, Ada said.\n\nA headline"
    said = Attribution((span(text, "It rained"),), (span(text, "said"),), (span(text, "Ada"),))
    (own,) = find_narrated(grammar(text), [said])
    assert own.content[0].text == "The dam broke on Sunday."


def test_kinds_are_told_by_the_marks():
    text = "“All of it,” he said, and that it was “a mess.” Then rain."
    quoted = speech_characters(text, find_quotations(text))
    assert kind_of([span(text, "“All of it,”")], quoted) == "direct"
    assert kind_of([span(text, "that it was “a mess.”")], quoted) == "mixed"
    assert kind_of([span(text, "Then rain")], quoted) == "indirect"


def test_a_header_is_blank_and_offsets_stay():
    text = " date 2022-05-19 The gate was open."
    body = blank_header(text)
    assert len(body) == len(text)
    assert body.index("The") == text.index("The")
    assert blank_header("The date 2022-05-19 stands here.") == "The date 2022-05-19 stands here."
