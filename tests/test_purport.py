"""The whole way, from a report to its reading, as a user of the library meets it."""

import json
import socket
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import purport

HARBOUR = (
    "Crews found two bodies in the hold of the Marisol on Sunday, the harbour master, Jon Pell, "
    "said.\n\n“The fire began in the engine room,” Pell told reporters. “We don’t know why.”\n\n"
    "The owner, Castro Lines, denied that the ship had been overloaded.\n"
)
DIALOGUE = (
    "“Where were you?” the judge asked.\n\n“At home,” the witness replied.\n\n"
    "“Alone?”\n\n“With my brother.”\n"
)


@pytest.fixture(scope="module")
def harbour():
    return purport.read(HARBOUR, published="2023-08-21", publisher="Coast Daily")


def claim_with(reading, words):
    (found, *_) = [c for c in reading.claims if words in c.text and c.attribution.cue]
    return found


def voice_of(reading, claim):
    return next((v for v in reading.voices if v.id == claim.voice), None)


def every_span(node):
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from every_span(value)
    elif isinstance(node, list):
        for value in node:
            yield from every_span(value)


def test_direct_indirect_and_denied_speech_is_found_with_its_speaker(harbour):
    direct = claim_with(harbour, "engine room")
    assert direct.attribution.kind == "direct"
    assert "Pell" in voice_of(harbour, direct).name
    indirect = claim_with(harbour, "two bodies")
    assert indirect.attribution.kind == "indirect"
    assert voice_of(harbour, indirect) == voice_of(harbour, direct)
    denied = claim_with(harbour, "overloaded")
    assert denied.act == "denies"
    assert "Castro Lines" in voice_of(harbour, denied).name


def test_speech_that_goes_on_after_the_frame_has_the_same_speaker(harbour):
    on = claim_with(harbour, "We don’t know why")
    assert "Pell" in voice_of(harbour, on).name


def test_the_day_is_counted_from_the_day_of_publication(harbour):
    assert "2023-08-20" in [t.value for t in claim_with(harbour, "two bodies").times]


def test_without_a_date_a_weekday_stays_a_weekday():
    reading = purport.read(HARBOUR)
    (sunday,) = [t for t in reading.times if t.span.text.endswith("Sunday")]
    assert sunday.interval is None
    assert reading.report.published is None


def test_every_span_is_exact(harbour):
    data = harbour.to_dict()
    text = data.pop("report")["text"]
    spans = list(every_span(data))
    assert len(spans) > 20
    assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


def test_ids_that_are_pointed_to_are_there(harbour):
    data = json.loads(json.dumps(harbour.to_dict()))
    voices = {v["id"] for v in data["voices"]}
    claims = {c["id"] for c in data["claims"]}
    evidence = {e["id"] for e in data["evidence"]}
    for claim in data["claims"]:
        assert claim["voice"] is None or claim["voice"] in voices
        assert claim["parent"] is None or claim["parent"] in claims
        for hop in claim["chain"]:
            assert hop["voice"] is None or hop["voice"] in voices
            assert hop["evidence"] is None or hop["evidence"] in evidence


def test_a_transcript_gives_each_turn_to_its_speaker():
    reading = purport.read("HOST: Did you sign it?\n\nMINISTER: I never saw that letter.\n")
    said = {c.text: voice_of(reading, c).name for c in reading.claims if c.attribution.cue}
    assert said == {"Did you sign it?": "HOST", "I never saw that letter.": "MINISTER"}


def test_claims_inside_claims_have_a_parent():
    text = "“The captain told me that the boat was sinking,” said the cook, Ana Sol."
    reading = purport.read(text)
    (inner,) = [c for c in reading.claims if c.parent]
    assert inner.text == "that the boat was sinking"
    (outer,) = [c for c in reading.claims if c.id == inner.parent]
    assert voice_of(reading, outer).name == "Ana Sol"
    assert [v.name for v in reading.voices if v.id == inner.voice] == ["The captain"]


def test_a_reading_does_not_depend_on_what_else_is_read():
    alone = [next(purport.read_many([t])).to_dict() for t in (HARBOUR, DIALOGUE)]
    together = [r.to_dict() for r in purport.read_many([HARBOUR, DIALOGUE, HARBOUR])]
    assert together[:2] == alone
    assert together[2] == alone[0]


def test_readings_come_as_a_stream_in_order():
    taken = []

    def source():
        for number in range(40):
            taken.append(number)
            yield f"“Number {number},” she said."

    first = next(purport.read_many(source()))
    assert "Number 0" in first.claims[0].text
    assert len(taken) < 20


def test_reading_opens_no_connection(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError(f"a connection was tried: {args} {kwargs}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert purport.read(HARBOUR).claims


def test_a_fresh_process_reads_without_any_connection(tmp_path):
    program = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(watch)\n"
        "import purport\n"
        "print(len(purport.read(sys.argv[1]).claims))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, HARBOUR],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 3


def test_bad_text_is_refused_in_one_line():
    with pytest.raises(purport.PurportError) as caught:
        purport.read("   \n ")
    assert "\n" not in str(caught.value)


PIECES = st.sampled_from(
    ["“Yes,”", " she said", ".", "\n\n", "HOST: ", "‘no’", "He told the BBC that ", "it fell", " ",
     "on Monday", ", according to", " the mayor", "🙂", '"', "— Ana Sol", "said:", "\r\n", "’s"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_exact_spans(text):
    try:
        reading = purport.read(text, published="2022-05-19")
    except purport.PurportError:
        return
    data = reading.to_dict()
    assert data["report"].pop("text") == text
    assert all(text[s["start"] : s["end"]] == s["text"] for s in every_span(data))
