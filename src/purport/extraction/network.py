"""Opening a shipped network: the only room of extraction that knows ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnxruntime

# An eighth of the encoder's time on a plain CPU: fused, it takes longer than in its parts.
SLOW_FUSIONS = ["SkipLayerNormFusion"]


def open_network(path: Path, threads: int = 1) -> Any:
    """Return an ONNX Runtime session of a file, held to so many processor threads.

    Raises:
        Exception: the file is missing or no network; ONNX Runtime has errors of its own.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )
