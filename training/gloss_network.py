"""The gloss network in torch, and its shipped form: gloss.onnx and gloss.npz."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from purport.extraction.gloss_features import FLAGS, GlossLists
from purport.extraction.gloss_head import LONGEST_MEANING, LONGEST_TERM, REACH, TABLES

STATES, KIND, WORD, FLAG, GOVERNOR, HELD, KEY = 64, 16, 24, 16, 16, 64, 64
LEFT_OUT, STATES_LEFT_OUT, WORDS_LEFT_OUT = 0.3, 0.1, 0.15
SCALE = KEY**0.5
NEVER = -1e4
Floats = NDArray[np.float32]


class GlossNetwork(nn.Module):
    """A two-way recurrent layer over tokens; scores of terms, pointers to meanings."""

    def __init__(self, directions: int, lists: GlossLists) -> None:
        super().__init__()
        self.states = nn.Linear(directions, STATES)
        self.tag = nn.Embedding(len(lists.tags) + 1, KIND)
        self.dep = nn.Embedding(len(lists.deps) + 1, KIND)
        self.word = nn.Embedding(len(lists.words) + 1, WORD, padding_idx=0)
        nn.init.normal_(self.word.weight, std=0.1)
        self.word.weight.data[0] = 0
        self.flag = nn.Linear(FLAGS, FLAG)
        self.governor = nn.Linear(STATES + 2 * KIND, GOVERNOR)
        inputs = STATES + 2 * KIND + WORD + FLAG + GOVERNOR
        self.layer = nn.GRU(inputs, HELD, batch_first=True, bidirectional=True)
        h = 2 * HELD
        self.first, self.last = nn.Linear(h, 1), nn.Linear(h, 1)
        self.length = nn.Parameter(torch.zeros(LONGEST_TERM))
        self.first_key, self.last_key = nn.Linear(h, KEY), nn.Linear(h, KEY)
        self.from_term, self.starts = nn.Linear(2 * h, KEY), nn.Linear(h, KEY)
        self.from_start, self.ends = nn.Linear(3 * h, KEY), nn.Linear(h, KEY)
        self.start_bias, self.end_bias = nn.Linear(h, 1), nn.Linear(h, 1)
        self.start_place = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.end_place = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.end_length = nn.Parameter(torch.zeros(LONGEST_MEANING))
        self.borders = nn.Linear(h, 2)

    def hold(
        self, states: Tensor, flags: Tensor, tag: Tensor, dep: Tensor, word: Tensor, head: Tensor
    ) -> Tensor:
        """Return what is held at each token (texts, tokens, units)."""
        seen = self.states(functional.dropout(states, STATES_LEFT_OUT, self.training))
        kinds = torch.cat([seen, self.tag(tag), self.dep(dep)], -1)
        above = torch.gather(kinds, 1, head.unsqueeze(-1).expand(-1, -1, kinds.shape[-1]))
        if self.training:
            word = word.masked_fill(torch.rand(word.shape) < WORDS_LEFT_OUT, 0)
        parts = [kinds, self.word(word), self.flag(flags), torch.relu(self.governor(above))]
        given = functional.dropout(torch.cat(parts, -1), LEFT_OUT, self.training)
        return functional.dropout(self.layer(given)[0], LEFT_OUT, self.training)

    def terms(self, held: Tensor) -> Tensor:
        """Return the score of each run of tokens as a term (texts, tokens, lengths)."""
        first, last = self.first(held).squeeze(-1), self.last(held).squeeze(-1)
        first_key, last_key = self.first_key(held) / KEY**0.5, self.last_key(held)
        scores = []
        for more in range(LONGEST_TERM):
            rolled = torch.cat([last_key[:, more:], last_key[:, :more]], 1)
            ends = torch.cat([last[:, more:], last[:, :more]], 1)
            scores.append(first + ends + self.length[more] + (first_key * rolled).sum(-1))
        return torch.stack(scores, -1)

    def start_scores(self, held: Tensor, first: int, last: int) -> Tensor:
        """Return the score of each token of a text as the start of a term's meaning."""
        query = self.from_term(torch.cat([held[first], held[last]])) / SCALE
        place = places_from(len(held), first, last)
        added = self.start_bias(held).squeeze(-1) + self.start_place[near(place)]
        scores = self.starts(held) @ query + added
        return scores.masked_fill((place == 0) | (place.abs() > REACH), NEVER)

    def end_scores(self, held: Tensor, first: int, last: int, start: int) -> Tensor:
        """Return the score of each token of a text as the end of a meaning that has begun."""
        query = self.from_start(torch.cat([held[first], held[last], held[start]])) / SCALE
        length = torch.arange(len(held)) - start
        place = near(places_from(len(held), first, last))
        added = self.end_bias(held).squeeze(-1) + self.end_place[place]
        added = added + self.end_length[length.clamp(0, LONGEST_MEANING - 1)]
        outside = (length < 0) | (length >= LONGEST_MEANING)
        if start < first:
            outside |= torch.arange(len(held)) >= first
        return (self.ends(held) @ query + added).masked_fill(outside, NEVER)


def places_from(count: int, first: int, last: int) -> Tensor:
    """Return how many tokens each stands before (below 0) or behind a term."""
    at = torch.arange(count)
    return torch.where(at < first, at - first, (at - last).clamp(min=0))


def near(place: Tensor) -> Tensor:
    """Return the row of a table of places, 0 for REACH before."""
    return place.clamp(-REACH, REACH) + REACH


class _Shipped(nn.Module):
    """The network for one text: rows of tokens in, what is held and the scores of terms out."""

    def __init__(self, network: GlossNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *rows: Tensor) -> tuple[Tensor, Tensor]:
        held = self.network.hold(*(r.unsqueeze(0) for r in rows))
        return held[0], self.network.terms(held)[0]


def export_network(
    network: GlossNetwork, lists: GlossLists, middle: Floats, directions: Floats, out: Path
) -> None:
    """Write a network as it ships; the states' directions go into its first layer."""
    out.mkdir(parents=True, exist_ok=True)
    whole = GlossNetwork(len(directions), lists).eval()
    kept = network.state_dict()
    weights = kept["states.weight"] @ torch.from_numpy(directions.T.copy())
    kept["states.bias"] = kept["states.bias"] - weights @ torch.from_numpy(middle)
    kept["states.weight"] = weights
    whole.load_state_dict(kept)
    rows = (torch.zeros(5, len(directions)), torch.zeros(5, FLAGS))
    numbers = tuple(torch.zeros(5, dtype=torch.int64) for _ in range(4))
    names = ["states", "flags", "tag", "dep", "word", "head"]
    torch.onnx.export(
        _Shipped(whole), (*rows, *numbers), str(out / "gloss.onnx"), input_names=names,
        output_names=["held", "terms"], dynamic_axes={n: {0: "tokens"} for n in names},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    np.savez_compressed(out / "gloss.npz", **pointer_tables(whole))
    kinds = {"tags": lists.tags, "deps": lists.deps, "words": lists.words}
    text = json.dumps({kind: list(names) for kind, names in kinds.items()}, ensure_ascii=False)
    (out / "gloss.json").write_text(text + "\n", encoding="utf-8")


def pointer_tables(network: GlossNetwork) -> dict[str, NDArray[np.float16]]:
    """Return the pointers' numbers; the last row of a table is its bias."""
    tables = {}
    for name in TABLES:
        part = getattr(network, name)
        if isinstance(part, nn.Linear):
            scale = SCALE if name.startswith("from_") else 1.0
            rows = torch.cat([part.weight.T, part.bias[None]]) / scale
            tables[name] = rows.squeeze(1) if name.endswith("_bias") else rows
        else:
            tables[name] = part
    return {n: t.detach().numpy().astype(np.float16) for n, t in tables.items()}
