"""The network at run time: windows that share a call, and pieces that are read again."""

from types import SimpleNamespace

import numpy as np
import pytest

from purport.extraction.analysis import analyse
from purport.extraction.nesting import find_nested
from purport.extraction.tagger import _fed, shipped_tagger
from purport.extraction.words import READING_PIECES, split_words, stretches, window
from purport.model.claim import Attribution
from purport.model.span import Span

PARAGRAPH = "The harbour master, Ada Lund, said that the ferry had left before the storm came in. "


def span(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


@pytest.mark.parametrize("windows", [1, 2, 3])
def test_every_word_is_seen_however_many_windows_share_a_call(windows):
    text = "\n".join([PARAGRAPH * 4] * windows)
    tagger = shipped_tagger()
    words = split_words(text, tagger.vocabulary)
    assert len(stretches(words, READING_PIECES)) == windows
    tagged = tagger.tag(text)
    assert len(tagged.states) == len(tagged.cue) == len(words)
    said = {words.start[one.cue.first] for one in tagged.linked}
    assert said == {m for m in range(len(text)) if text.startswith("said", m)}


def test_windows_that_share_a_call_do_not_see_each_other():
    tagger = shipped_tagger()
    texts = (PARAGRAPH * 4, "“Nobody came home,” she wrote. " * 6)
    words = [split_words(text, tagger.vocabulary) for text in texts]
    alone, other = (window(w, range(len(w)), tagger.vocabulary) for w in words)

    def hidden(fed):
        return tagger._encoder.run(["hidden"], fed)[0][0, : len(words[0])]

    own, beside = hidden(_fed([alone])), hidden(_fed([alone, other]))
    seen = hidden(_fed([alone, other]) | {"half": np.array([len(alone.ids) + len(other.ids)])})
    # Not equal: both share one range of int8 activations.
    assert np.abs(beside - own).mean() < np.abs(seen - own).mean() / 2


def test_a_text_without_words_has_no_scores():
    tagged = shipped_tagger().tag("\n \n")
    assert (tagged.linked, tagged.names, len(tagged.states)) == ((), (), 0)


def test_only_sentences_with_a_verb_of_reporting_are_read_again():
    text = (
        "Lund said the night was long for them. The crew told the harbour office that the pumps "
        "had failed. A report lay on the desk of the captain."
    )
    content = span(text, text[len("Lund said ") :])
    outer = Attribution((content,), (span(text, "said"),), (span(text, "Lund"),), "indirect")
    read = []

    def tag(again):
        read.append(again)
        return SimpleNamespace(words=split_words(again, shipped_tagger().vocabulary), linked=())

    (analysis,) = analyse([text])
    assert find_nested(text, [outer], analysis, SimpleNamespace(tag=tag)) == []
    assert read == ["The crew told the harbour office that the pumps had failed."]
