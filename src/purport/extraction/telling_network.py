"""The trained network that tells who speaks, who passes on, and what is evidence.

For each item (a claim, or a noun that may name evidence) and voice it looks at the voice's
mentions, weighed by how they fit the item, at what both show together, and at what a recurrent
layer keeps of the voice from sentence to sentence: a recording that is still running, a hearer who
is still told.
Several networks that were trained alike are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np

from purport.errors import BrokenWeights
from purport.extraction.tagger import WEIGHTS, Tagged
from purport.extraction.telling_clues import Clues, Ints
from purport.extraction.telling_context import Floats

FILE: Final = "telling.npz"
LAYER: Final = 384
_HEADS: Final = 2
_NOWHERE: Final = -1e4

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Scores:
    """What is how likely.

    `speaks` (claims, voices + 1), the last for nobody who is named; `passes` (claims, voices);
    `media` (candidates, 9), the first for no evidence; `releases` (candidates, voices + 1), the
    last for nobody.
    """

    speaks: Floats
    passes: Floats
    media: Floats
    releases: Floats


@dataclass(frozen=True, slots=True)
class _Seen:
    """The encoder's states at the places that clues name."""

    mentions: Floats
    looks: Floats
    sentences: Floats


def tell(clues: Clues, tagged: Tagged, networks: tuple[Weights, ...] | None = None) -> Scores:
    """Return who speaks, passes on and releases what, as chances."""
    use = networks or shipped_networks()
    seen = _see(clues, tagged)
    parts = [_run(weights, clues, seen) for weights in use]
    pair, nobody, media = (np.mean(np.stack(part), axis=0) for part in zip(*parts, strict=True))
    claims = len(clues.claims)
    speaks = np.concatenate([pair[:claims, :, 0], nobody[:claims, :1]], axis=1)
    releases = np.concatenate([pair[claims:, :, 2], nobody[claims:, 1:]], axis=1)
    return Scores(
        _softmax(speaks, 1),
        _sigmoid(pair[:claims, :, 1]),
        _softmax(media[claims:], 1),
        _softmax(releases, 1),
    )


def _see(clues: Clues, tagged: Tagged) -> _Seen:
    states = np.asarray(tagged.states[:, -LAYER:], dtype=np.float32)
    padded = np.concatenate([states, np.zeros((1, LAYER), np.float32)])
    starts = tagged.words.start

    def words(places: Ints) -> Ints:
        at = (starts.searchsorted(places, side="right") - 1).clip(min=0)
        return np.where(places < 0, len(states), at)

    bounds = words(clues.sentences)
    first, end = bounds[:, 0], np.minimum(bounds[:, 1] + 1, len(states))
    sums = np.add.reduceat(padded, np.stack([first, end], axis=1).ravel(), axis=0)[::2]
    means = sums / np.maximum(end - first, 1)[:, None]
    return _Seen(
        padded[words(clues.mentions)],
        padded[words(clues.looks)],
        np.concatenate([means, padded[words(clues.carriers)]], axis=1, dtype=np.float32),
    )


def _run(w: Weights, clues: Clues, seen: _Seen) -> tuple[Floats, Floats, Floats]:
    """Return the scores of (item, voice), of nobody, and of each medium."""
    blank = np.tanh(w["mention.bias"])[None]
    mentions = np.tanh(
        _linear(w, "mention", seen.mentions) + clues.of_mentions @ w["context.weight"].T
    )
    padded = np.concatenate([mentions, blank])
    looks = np.tanh(_linear(w, "look", seen.looks))
    items, voices = clues.of_pairs.shape[:2]
    shown_item = np.concatenate([looks.reshape(items, -1), clues.of_items], axis=1)
    item = np.maximum(_linear(w, "item", shown_item), 0.0)
    shown = padded[clues.shown]
    mention = _attend(w, clues, item, shown)
    alike = looks[:, None, None, 0] * mention
    of_voice = np.concatenate([shown[:, 0], clues.of_voices], axis=1)
    width = mention.shape[2] * mention.shape[3]
    widths = (width, width, padded.shape[1], item.shape[1], clues.of_voices.shape[1])
    own = np.split(w["pair.weight"].T, np.cumsum(widths))
    flat = (items, voices, width)
    pair = (
        mention.reshape(flat) @ own[0]
        + alike.reshape(flat) @ own[1]
        + (of_voice @ np.concatenate([own[2], own[4]]))[None]
        + (item @ own[3])[:, None]
        + clues.of_pairs @ own[5]
        + w["pair.bias"]
    )
    tracked = _track(w, clues, seen, mentions)[clues.sentence_of]
    both = np.concatenate([np.maximum(pair, 0.0), tracked], axis=2)
    scores = _linear(w, "out", np.maximum(_linear(w, "last", both), 0.0))
    return scores, _linear(w, "nobody", item), _linear(w, "medium", item)


def _attend(w: Weights, clues: Clues, item: Floats, shown: Floats) -> Floats:
    """Return each voice's mentions as an item sees them (items, voices, heads, units)."""
    units = shown.shape[2]
    asked = _linear(w, "query", item).reshape(len(item), _HEADS, units)
    fit = np.tensordot(asked, shown, axes=(2, 2)).transpose(0, 2, 3, 1) / units**0.5
    fit = fit + _linear(w, "gate", shown)[None] + w["step.weight"][clues.steps]
    there = (clues.steps > 0)[..., None]
    weight = _softmax(np.where(there, fit, _NOWHERE), 2) * there
    return np.asarray(np.einsum("ivkh,vkm->ivhm", weight, shown), dtype=np.float32)


def _track(w: Weights, clues: Clues, seen: _Seen, mentions: Floats) -> Floats:
    """Return what is kept of each voice at each sentence (sentences, voices, units)."""
    count, voices = clues.said.shape[:2]
    units = mentions.shape[1]
    sums = np.zeros((count * voices, units + 1), dtype=np.float32)
    np.add.at(sums, clues.mention_row, np.pad(mentions, ((0, 0), (0, 1)), constant_values=1.0))
    by_sentence = sums.reshape(count, voices, units + 1)
    named = by_sentence[:, :, -1:]
    mean = by_sentence[:, :, :-1] / np.maximum(named, 1.0)
    own = np.tanh(_linear(w, "sentence", seen.sentences))
    fed = (
        np.concatenate([own, clues.of_sentences], axis=1)[:, None],
        clues.of_voices[None],
        np.concatenate([mean, np.minimum(named, 3.0), clues.said], axis=2, dtype=np.float32),
    )
    return _recur(w, fed)


def _recur(w: Weights, fed: tuple[Floats, Floats, Floats]) -> Floats:
    """Return the states of a gated recurrent layer (Cho et al. 2014), both ways over the sentences.

    It is fed what is known by sentence, by voice, and by both, which spares repeating the first
    two. Both ways go at once: the second one meets the sentences from the last to the first.
    """
    widths = np.cumsum([part.shape[2] for part in fed])[:-1]
    ways = []
    for way in ("", "_reverse"):
        weights = np.split(w[f"track.weight_ih_l0{way}"].T, widths)
        given = sum(part @ weight for part, weight in zip(fed, weights, strict=True))
        ways.append(given + w[f"track.bias_ih_l0{way}"])
    steps = np.stack([ways[0], ways[1][::-1]], axis=1).astype(np.float32)
    inner = np.stack([w[f"track.weight_hh_l0{way}"].T for way in ("", "_reverse")])
    bias = np.stack([w[f"track.bias_hh_l0{way}"] for way in ("", "_reverse")])[:, None]
    units = inner.shape[1]
    state = np.zeros((2, steps.shape[2], units), dtype=np.float32)
    states = np.empty((len(steps), *state.shape), dtype=np.float32)
    for number, step in enumerate(steps):
        own = state @ inner + bias
        both = _sigmoid(step[..., : 2 * units] + own[..., : 2 * units])
        new = np.tanh(step[..., 2 * units :] + both[..., :units] * own[..., 2 * units :])
        state = new + both[..., units:] * (state - new)
        states[number] = state
    return np.concatenate([states[:, 0], states[::-1, 1]], axis=2)


def _linear(w: Weights, name: str, given: Floats) -> Floats:
    return np.asarray(given @ w[f"{name}.weight"].T + w[f"{name}.bias"], dtype=np.float32)


def _softmax(scores: Floats, axis: int) -> Floats:
    grown = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(grown / grown.sum(axis=axis, keepdims=True), dtype=np.float32)


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


def open_networks(folder: Path) -> tuple[Weights, ...]:
    """Return the networks in a folder of weights.

    Raises:
        BrokenWeights: the file is missing or holds no networks.
    """
    try:
        with np.load(folder / FILE, allow_pickle=False) as held:
            arrays = {name: np.asarray(held[name], dtype=np.float32) for name in held.files}
        numbers = sorted({name.partition(".")[0] for name in arrays})
        found = tuple(
            {n.partition(".")[2]: a for n, a in arrays.items() if n.partition(".")[0] == number}
            for number in numbers
        )
        if not found or any("out.weight" not in weights for weights in found):
            raise ValueError("it holds no network")  # noqa: TRY301
    except Exception as cause:  # whatever NumPy and zip make of a broken file
        what = f"the network of who tells what cannot be loaded ({cause})"
        raise BrokenWeights(what, str(folder)) from cause
    return found


@lru_cache(maxsize=1)
def shipped_networks() -> tuple[Weights, ...]:
    """Return the networks that come with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return open_networks(folder)
