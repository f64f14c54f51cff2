import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.extraction.linking import distances, paragraph_steps
from purport.extraction.tagger import shipped_tagger
from purport.extraction.words import WINDOW_PIECES, split_words, stretches, window

TEXTS = st.text(max_size=400) | st.text(alphabet="ab “”.\n", max_size=3000)


@pytest.fixture(scope="module")
def vocabulary():
    return shipped_tagger().vocabulary


@given(text=TEXTS)
def test_windows_hold_every_word_once_and_fit(text, vocabulary):
    words = split_words(text, vocabulary)
    found = stretches(words)
    assert [i for s in found for i in s] == list(range(len(words)))
    for stretch in found:
        one = window(words, stretch, vocabulary)
        assert len(one.ids) <= WINDOW_PIECES
        assert len(one.first) == len(stretch)
        first_pieces = [words.pieces[i][0] for i in stretch]
        assert one.ids[one.first].tolist() == first_pieces


def test_a_window_holds_whole_paragraphs_where_it_can(vocabulary):
    text = "\n\n".join(["word " * 100] * 5)
    words = split_words(text, vocabulary)
    for stretch in stretches(words):
        assert words.paragraph[stretch.start] != words.paragraph[stretch.start - 1]


def test_case_and_quotation_marks_are_seen(vocabulary):
    words = split_words("NATO “said” Bob.", vocabulary)
    assert words.case.tolist() == [2, 3, 0, 3, 1, 3]
    assert words.quote.tolist() == [0, 2, 1, 2, 0, 0]


def test_distances_grow_to_both_sides_of_a_cue_and_stop():
    near = distances(60, 30, 31).tolist()
    assert near[30] == near[31] == 20
    assert near == sorted(near)
    assert (near[28], near[33]) == (18, 22)
    assert distances(5000, 0, 0).max() == 40


def test_paragraphs_are_counted_from_the_cue():
    steps = paragraph_steps(np.array([0, 1, 2, 3, 4, 5]), 3)
    assert steps.tolist() == [0, 0, 1, 2, 3, 4]
