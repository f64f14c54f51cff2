"""WebVTT, SRT and Whisper's JSON: who speaks when, and that extraction can read it."""

import pytest
from documents import srt, vtt, whisper
from hypothesis import given
from hypothesis import strategies as st

from purport.extraction.speech import find_turns
from purport.ingest.turns import Piece, join_turns
from purport.model.reading import Reading
from purport.model.reading_json import reading_dict, reading_of
from purport.model.report import Timing


def said(item):
    """Return the words of each timing of a report, with its seconds and speaker."""
    text = item.report.text
    return [(text[t.start : t.end], t.from_s, t.to_s, t.speaker) for t in item.report.timings]


def test_captions_become_turns_whose_words_keep_their_times(receive_bytes):
    data = vtt(
        "NOTE made by hand\nin two lines",
        "intro\n00:00:01.000 --> 00:00:03.500 align:start\n<v.loud Ann Lee>The gate &amp; the",
        "00:00:03.500 --> 00:00:05.000\n<v Ann Lee><i>harbour</i> were shut\nfor a week.</v>",
        "00:07.000 --> 01:00:08.250\n<v Bo Ek>Who says <00:07.500>so?",
    )
    item = receive_bytes("talk.vtt", data)
    assert item.report.text == (
        "Ann Lee: The gate & the harbour were shut for a week.\n\nBo Ek: Who says so?"
    )
    assert said(item) == [
        ("The gate & the", 1.0, 3.5, "Ann Lee"),
        ("harbour were shut for a week.", 3.5, 5.0, "Ann Lee"),
        ("Who says so?", 7.0, 3608.25, "Bo Ek"),
    ]
    assert (item.original, item.warnings) == (data, ())


def test_extraction_reads_the_speakers_of_a_transcript(receive_bytes):
    item = receive_bytes(
        "a.json",
        whisper(
            (0, 1.5, " The gate was shut", "SPEAKER_00"),
            (1.5, 3, " for a week, they said.", "SPEAKER_00"),
            (3.2, 4, " Who says so?", "SPEAKER_01"),
        ),
    )
    turns = find_turns(item.report.text, ())
    assert [(t.source[0].text, t.content[0].text) for t in turns] == [
        ("SPEAKER_00", "The gate was shut for a week, they said."),
        ("SPEAKER_01", "Who says so?"),
    ]


def test_names_dashes_and_arrows_in_captions_begin_turns(receive_bytes):
    item = receive_bytes(
        "a.srt",
        srt(
            "00:00:01,000 --> 00:00:02,000\n<font color=red>ANN LEE: The gate</font>",
            "00:00:02,000 --> 00:00:03,000\n{\\an8}was shut.",
            "00:00:03,000 --> 00:00:04,000\n>> BO EK: Who says\nso?",
            "00:00:05,000 --> 00:00:06,000\n- The clerk.\n- Nobody else.",
        ),
    )
    assert item.report.text.split("\n\n") == [
        "ANN LEE: The gate was shut.", "BO EK: Who says so?", "The clerk.", "Nobody else.",
    ]  # fmt: skip


def test_a_pause_parts_sentences_of_nobody_but_not_of_somebody():
    apart = [Piece("It was shut.", 0, 1), Piece("It was open.", 5, 6)]
    assert join_turns(apart).text == "It was shut.\n\nIt was open."
    inside = [Piece("It was", 0, 1), Piece("shut.", 5, 6)]
    assert join_turns(inside).text == "It was shut."
    named = [Piece("It was shut.", 0, 1, "Ann"), Piece("It was open.", 5, 6, "Ann")]
    assert join_turns(named).text == "Ann: It was shut. It was open."


def test_captions_that_roll_up_the_screen_count_once(receive_bytes):
    data = vtt(
        "00:00:00.000 --> 00:00:02.000\n \nthe<00:00:00.500><c> mayor said</c>",
        "00:00:02.000 --> 00:00:02.010\nthe mayor said\n ",
        "00:00:02.010 --> 00:00:04.000\nthe mayor said\nthe<00:00:02.500><c> gate is shut</c>",
        "00:00:04.000 --> 00:00:06.000\nthe gate is shut\nthe<00:00:04.500><c> mayor said</c>",
    )
    assert (
        receive_bytes("a.vtt", data).report.text == "the mayor said the gate is shut the mayor said"
    )


def test_words_that_are_said_twice_stay_twice(receive_bytes):
    cues = [f"00:00:0{n},000 --> 00:00:0{n + 1},000\nThe gate is shut." for n in (1, 2)]
    item = receive_bytes("a.srt", srt(*cues))
    assert item.report.text == "The gate is shut. The gate is shut."


def test_what_cannot_be_read_in_a_transcript_is_counted(receive_bytes):
    item = receive_bytes("a.srt", srt("00:00:01,000 --> 00:00:02,000\nYes.", "00:00:xx\nNo."))
    assert item.report.text == "Yes."
    assert "captions that could not be read: 1" in item.warnings
    item = receive_bytes("a.json", whisper((0, 1, "Yes."), ("x", 1, "No."), (0, 1, None)))
    assert item.report.text == "Yes."
    assert "segments that could not be read: 2" in item.warnings


def test_whisper_cpp_counts_in_milliseconds(receive_bytes):
    data = b'{"transcription": [{"offsets": {"from": 500, "to": 2000}, "text": " Yes."}]}'
    (timing,) = receive_bytes("a.json", data).report.timings
    assert (timing.from_s, timing.to_s) == (0.5, 2.0)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (vtt("00:01.000 --> 00:02.000\nYes."), "captions"),
        (b"\xef\xbb\xbf" + srt("00:00:01,000 --> 00:00:02,000\nYes."), "captions"),
        (whisper((0, 1, "Yes.")), "json"),
        (b"1\nThe gate was shut at 12:30:00,500 --> nobody knows.", "text"),
        (b"WEBVTTX is no caption", "text"),
    ],
)
def test_transcripts_are_known_by_their_beginning(receive, data, form):
    (item,) = receive("-", stdin=data)
    assert bool(item.report.timings) == (form != "text")


def test_timings_survive_the_way_through_json(receive_bytes):
    report = receive_bytes("a.json", whisper((0, 1.25, "Yes.", "Ann"), (1.25, 2, "No."))).report
    reading = Reading(report)
    assert reading_of(reading_dict(reading)) == reading
    assert report.timings[0] == Timing(5, 9, 0.0, 1.25, "Ann")


@pytest.mark.parametrize("bad", [{"start": 3, "end": 3}, {"end": 999}, {"from_s": "x"}])
def test_timings_that_do_not_fit_the_text_are_refused(receive_bytes, bad):
    data = reading_dict(Reading(receive_bytes("a.json", whisper((0, 1, "Yes."))).report))
    data["report"]["timings"][0] |= bad
    with pytest.raises(Exception, match="not a reading"):
        reading_of(data)


PIECES = st.builds(
    Piece,
    st.text(alphabet="aB c:.->“\n", max_size=20),
    st.floats(0, 100),
    st.floats(0, 100),
    st.sampled_from([None, "Ann", "Bo Ek"]),
)


@given(st.lists(PIECES, max_size=8))
def test_every_timing_encloses_the_words_that_were_said(pieces):
    transcript = join_turns(pieces)
    for timing in transcript.timings:
        words = transcript.text[timing.start : timing.end]
        assert words == words.strip()
        assert any(words in " ".join(p.words.split()) for p in pieces)
    inside = sum(t.end - t.start for t in transcript.timings)
    assert inside <= len(transcript.text)
