"""Planted numbers: where glosses stand, what is asked of the network, how it ships."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.gloss_network import GlossNetwork, export_network  # noqa: E402
from training.glosses import Example, cut, gloss_places, line_passages, term_targets  # noqa: E402

from purport.extraction.analysis import analyse  # noqa: E402
from purport.extraction.gloss_features import FLAGS, GlossInputs, GlossLists  # noqa: E402
from purport.extraction.gloss_head import open_gloss_head  # noqa: E402

LISTS = GlossLists({"NN": 1}, {"dobj": 1}, {"the": 1})


def planted(count: int, *places: tuple[int, int, int, int], words: tuple[str, ...] = ()) -> Example:
    numbers = np.zeros(count, np.int64)
    inputs = GlossInputs(
        numbers, numbers, numbers, np.arange(count), np.zeros((count, FLAGS), np.float32)
    )
    told = words or tuple(f"w{i}" for i in range(count))
    return Example(np.zeros((count, 3), np.float32), inputs, told, places, frozenset())


def test_a_gloss_stands_where_term_and_meaning_are_closest():
    text = "A bag fell. He has a bag, a million naira, he says."
    [analysis] = analyse([text])
    places = gloss_places(text, analysis, "bag", "million naira")
    assert places is not None
    words = [t.text for t in analysis.tokens]
    first, last, start, end = places
    assert (words[first : last + 1], words[start : end + 1]) == (["bag"], ["million", "naira"])
    assert first > 4


def test_other_mentions_of_a_term_do_not_count():
    one = planted(6, (0, 0, 2, 3), words=("bag", "is", "a", "lot", "bag", "."))
    told, weight = term_targets(one, 8)
    assert told.sum() == told[0, 0] == 1
    assert (weight[4, 0], weight[7].sum()) == (0, 0)
    assert weight[0, 0] > 1


def test_a_stretch_keeps_whole_glosses_in_place():
    one = planted(900, (700, 700, 703, 705))
    random = np.random.default_rng(0)
    held = [cut(one, random) for _ in range(40)]
    whole = [e for e in held if e.places]
    assert len(whole) >= 10
    for stretch in whole:
        [(first, _, start, _)] = stretch.places
        assert (stretch.words[first], stretch.words[start]) == ("w700", "w703")


def test_every_other_line(tmp_path):
    table = tmp_path / "lines.tsv"
    table.write_text("# head\none\ta\tb\ntwo\t\t\nthree\tc\td\n", encoding="utf-8")
    assert [p.text for p in line_passages(table, 0)] == ["one", "three"]
    assert [p.gold for p in line_passages(table, 1)] == [()]


def test_what_ships_says_what_was_trained(tmp_path):
    torch.manual_seed(0)
    network = GlossNetwork(4, LISTS).eval()
    directions = np.random.default_rng(0).normal(size=(768, 4)).astype(np.float32)
    middle = np.full(768, 0.5, np.float32)
    export_network(network, LISTS, middle, directions, tmp_path)
    head = open_gloss_head(tmp_path)
    states = np.random.default_rng(1).normal(size=(9, 768)).astype(np.float32)
    flags, numbers = np.zeros((9, FLAGS), np.float32), np.zeros(9, np.int64)
    names = {
        "states": states,
        "flags": flags,
        "tag": numbers,
        "dep": numbers,
        "word": numbers,
        "head": numbers,
    }
    held, terms = head.network.run(["held", "terms"], names)
    given = torch.from_numpy((states - middle) @ directions)
    rows = (given, torch.from_numpy(flags), *(torch.from_numpy(numbers) for _ in range(4)))
    with torch.no_grad():
        kept = network.hold(*(r[None] for r in rows))
        wanted = network.terms(kept)[0].numpy()
        start = network.start_scores(kept[0], 2, 3).softmax(0)
    assert np.allclose(terms, wanted, atol=1e-3)
    point = head._point(held, _keys(head, held), 0.5, 2, 3)
    assert start[point.meaning[0]] >= start.sort(descending=True).values[2] - 1e-3


def _keys(head, held):
    rows = np.concatenate([held, np.ones((len(held), 1), np.float32)], 1)
    return rows @ head.pointers.starts, rows @ head.pointers.ends
