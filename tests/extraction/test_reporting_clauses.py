"""Clauses of reporting that stand beside what they report, and contents made whole."""

import pytest

from purport.extraction.analysis import analyse
from purport.extraction.phrases import with_whole_phrase
from purport.extraction.reporting_clauses import (
    find_reporting_clauses,
    heard_speaking,
    looking_back,
)
from purport.model.claim import Attribution
from purport.model.span import Span


def grammar(text):
    (found,) = analyse([text])
    return found


def span(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def found_in(text, attributions=()):
    found = find_reporting_clauses(text, attributions, grammar(text))
    return [tuple([s.text for s in part] for part in (a.source, a.cue, a.content)) for a in found]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The premier will go on Monday, an aide told the Record on condition of anonymity.",
         "an aide", "told", ["The premier will go on Monday"]),
        ("Two hundred tubs are being recalled, the Grocer reports.",
         "the Grocer", "reports", ["Two hundred tubs are being recalled"]),
        ("The champion has failed a test, The Inside Lane is reporting.",
         "The Inside Lane", "is reporting", ["The champion has failed a test"]),
        ("All three ploughs were at work, says the airport's head of operations.",
         "the airport's head of operations", "says", ["All three ploughs were at work"]),
        ("Night saw five men get away, he told journalists in the yard, through a small hole.",
         "he", "told", ["Night saw five men get away", "through a small hole"]),
        ("The African Union appealed to both sides to let observers in.",
         "The African Union", "appealed", ["to let observers in"]),
    ],
)  # fmt: skip
def test_a_clause_beside_what_it_reports_is_its_cue(text, source, cue, content):
    assert found_in(text) == [([source], [cue], content)]


@pytest.mark.parametrize(
    "text",
    [
        "When the police came, he told them nothing.",
        "After the storm, the mayor reported heavy damage.",
        "The firm, which makes cars, announced 200 jobs.",
        "In March, he announced a plan.",
        "The ship sank, and the harbour was closed.",
    ],
)
def test_what_a_clause_itself_takes_is_not_looked_for_before_it(text):
    assert found_in(text) == []


def test_a_verb_that_is_a_cue_already_is_left():
    text = "The pumps have failed, the mayor said."
    one = Attribution(
        (span(text, "The pumps have failed"),), (span(text, "said"),), (span(text, "the mayor"),)
    )
    assert found_in(text, [one]) == []


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The rebels will attack on Sunday. So the army says.", "says", "the army"),
        ("Methane rose. That is what an e-mail says which was leaked.", "says",
         "an e-mail"),
        ("The dam was never checked. So says a letter from the builder.", "says",
         "a letter from the builder"),
    ],
)  # fmt: skip
def test_so_looks_back_at_the_sentence_before(text, cue, source):
    last = text[text.index(". ") + 2 :].rstrip(".")
    one = Attribution((span(text, last.split(" ")[0]),), (span(text, cue),), kind="indirect")
    back = looking_back(text, one, grammar(text))
    assert [p.text for p in back.content] == [text[: text.index(". ")]]
    assert [s.text for s in back.source] == [source]


def test_a_sentence_that_says_so_itself_is_left():
    text = "It rained. So the army said that the march was off."
    one = Attribution((span(text, "that the march was off"),), (span(text, "said"),))
    assert looking_back(text, one, grammar(text)) == one


def test_who_is_heard_telling_speaks_and_not_whom_he_tells():
    text = "A man is heard telling his brother that the bridge is mined."
    one = Attribution(
        (span(text, "that the bridge is mined"),),
        (span(text, "is heard telling"),),
        (span(text, "his brother"),),
    )
    assert [s.text for s in heard_speaking(text, one, grammar(text)).source] == ["A man"]


def test_a_content_does_not_begin_within_a_noun_phrase():
    text = "The old truck maker will close its plant, he said."
    one = Attribution((span(text, "maker will close its plant"),), (span(text, "said"),))
    whole = with_whole_phrase(text, one, grammar(text))
    assert whole.content[0].text == "The old truck maker will close its plant"
