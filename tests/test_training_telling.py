"""What is trained in torch and what runs in NumPy are the same network."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="only where things are trained")


def test_the_trained_network_and_the_shipped_one_give_the_same_scores(tmp_path):
    from tests.extraction.test_telling import CALL
    from training.telling import Network, show, write
    from training.telling_data import example_of

    import purport
    from purport.extraction import telling_network

    example = example_of("call", {"claims": []}, purport.report(CALL))
    torch.manual_seed(1)
    shown = show(example)
    network = Network(shown).eval()
    write([network], tmp_path)
    [weights] = telling_network.open_networks(tmp_path)
    seen = telling_network._Seen(
        shown.mentions[:-1].numpy(), shown.looks.numpy(), shown.sentences.numpy()
    )
    with torch.no_grad():
        wanted = network(shown)
    got = telling_network._run(weights, example.clues, seen)
    for mine, theirs in zip(got, wanted, strict=True):
        assert np.allclose(mine, theirs.numpy(), atol=2e-3)
