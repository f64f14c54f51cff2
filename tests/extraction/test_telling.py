"""The network of who tells what: what it is shown, what it says, and what becomes of that."""

from __future__ import annotations

import numpy as np
import pytest

import purport
from purport.errors import BrokenWeights
from purport.extraction.pipeline import read_scene
from purport.extraction.telling import by_rules, retell
from purport.extraction.telling_clues import Clues, find_clues
from purport.extraction.telling_network import FILE, open_networks, shipped_networks, tell

CALL = """Ukraine's security service released an intercepted phone call on Monday.

In it a man tells his wife that nobody has been paid since June. “We are going home,” he says.

“They are lying to you,” his wife answers. Major Olena Hrytsak, who presented the recording, told \
the Daily Courier that the man had been identified.
"""
SHAPES = {
    "looks": ("items", 4), "of_items": ("items", None), "of_voices": ("voices", None),
    "of_pairs": ("items", "voices", None), "steps": ("items", "voices", 14),
    "shown": ("voices", 14), "sentence_of": ("items",), "sentences": ("sentences", 2),
    "of_sentences": ("sentences", None), "said": ("sentences", "voices", 5),
}  # fmt: skip


def clues_of(text: str) -> Clues:
    scene, _ = read_scene(purport.report(text))
    clues = find_clues(scene)
    assert clues is not None
    return clues


def test_clues_have_the_shapes_that_they_say():
    clues = clues_of(CALL)
    counts = {
        "items": len(clues.claims) + len(clues.candidates),
        "voices": len(clues.voices),
        "sentences": len(clues.sentences),
    }
    for name, shape in SHAPES.items():
        got = getattr(clues, name).shape
        wanted = tuple(counts[n] if isinstance(n, str) else n for n in shape)
        assert all(w in (None, g) for w, g in zip(wanted, got, strict=True)), (name, got, wanted)


def test_clues_show_nouns_that_may_be_evidence():
    scene, _ = read_scene(purport.report(CALL))
    clues = find_clues(scene)
    assert clues is not None
    assert {scene.grammar.tokens[c].text for c in clues.candidates} >= {"call", "recording"}


@pytest.mark.parametrize("text", ["The bridge collapsed at noon.", "Rain."])
def test_a_report_in_which_nobody_speaks_has_no_clues_and_no_speakers(text):
    scene, tagged = read_scene(purport.report(text))
    assert find_clues(scene) is None
    assert retell(scene, tagged) == by_rules(scene)


def test_chances_are_chances():
    scene, tagged = read_scene(purport.report(CALL))
    clues = find_clues(scene)
    assert clues is not None
    scores = tell(clues, tagged)
    for chances in (scores.speaks, scores.media, scores.releases):
        assert np.allclose(chances.sum(axis=1), 1.0, atol=1e-5)
    assert ((scores.passes >= 0) & (scores.passes <= 1)).all()
    again = tell(clues, tagged)
    assert (scores.speaks == again.speaks).all()
    assert (scores.passes == again.passes).all()


def test_networks_are_averaged():
    scene, tagged = read_scene(purport.report(CALL))
    clues = find_clues(scene)
    assert clues is not None
    one = shipped_networks()[0]
    alone, twice = tell(clues, tagged, (one,)), tell(clues, tagged, (one, one))
    assert np.allclose(alone.speaks, twice.speaks, atol=1e-6)


def test_every_hop_and_speaker_is_a_voice_and_says_why():
    reading = purport.read(CALL)
    voices = {v.id for v in reading.voices}
    evidence = {e.id for e in reading.evidence}
    for claim in reading.claims:
        assert claim.voice is None or claim.voice in voices
        assert {h.voice for h in claim.chain} <= voices | {None}
        assert {h.evidence for h in claim.chain} <= evidence | {None}
        assert claim.voice is None or not claim.chain or claim.chain[-1].voice == claim.voice
        assert any(w.field == "voice" for w in claim.why) or claim.attribution.kind == "narrator"
    assert {e.released_by for e in reading.evidence} <= voices | {None}


def test_the_recording_goes_on_and_its_releaser_passes_it_on():
    reading = purport.read(CALL)
    names = {v.id: v.name for v in reading.voices}
    home = next(c for c in reading.claims if "going home" in c.text)
    assert "ervice" in (names[home.chain[0].voice or ""] or "")
    assert len({e.id for e in reading.evidence}) == len(reading.evidence)


@pytest.mark.parametrize("content", [None, b"no numbers", "empty"])
def test_a_broken_file_is_named(tmp_path, content):
    if content == "empty":
        np.savez(tmp_path / FILE)
    elif content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BrokenWeights, match="network of who tells what"):
        open_networks(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["“Yes,” she said", "“No,” he wrote. It was an article in the",
     "The AIS is how ships show where they are, Mads Okholm thinks",
     "Of the men, one said that the road was closed."],
)  # fmt: skip
def test_a_text_may_end_on_its_cue_or_tell_the_whole_before_its_part(text):
    assert purport.read(text).claims
