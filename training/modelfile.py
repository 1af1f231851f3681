"""Writes the model file: magic, version, JSON header, 64-byte aligned tensors, SHA-256 of all that precedes it. Little-endian."""
from __future__ import annotations

import hashlib
import json
import pathlib
import struct

import numpy as np

from network import HEADS, INNER, LAYERS, TAGS, TYPES, WIDTH, WINDOW, Tagger
from quantise import by_rows, panels
from tokens import GAPS, MAX_PIECES, MAX_WORD_SCALARS, SHAPES, unicode_table

MAGIC, VERSION, ALIGNMENT = b"HGTAGGER", 1, 64


def tensors_of(model: Tagger, vocabulary: list[str]) -> dict[str, np.ndarray]:
    state = {name: value.detach().cpu().float().numpy() for name, value in model.state_dict().items()}
    out: dict[str, np.ndarray] = {}
    out["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    runs, folds, cases = unicode_table()
    out["scalar_classes"] = np.array(runs, np.int32)
    out["scalar_cases"] = np.array(cases, np.int32)
    out["fold_scalars"] = np.array([cp for cp, _ in folds], np.int32)
    out["fold_offsets"] = np.cumsum([0] + [len(text) for _, text in folds]).astype(np.int32)
    out["fold_text"] = np.array([ord(ch) for _, text in folds for ch in text], np.int32)
    out["word"], out["word.scales"] = by_rows(state["word.weight"])
    out["position"], out["case"] = state["position.weight"], state["case.weight"]
    out["norm.scale"], out["norm.bias"] = state["norm.weight"], state["norm.bias"]
    for number in range(LAYERS):
        for name in ("qkv", "out", "up", "down"):
            whole, scale = by_rows(state[f"layers.{number}.{name}.weight"])
            base = f"layer{number}.{name}"
            out[base], out[base + ".scales"] = panels(whole), scale
            out[base + ".bias"], out[base + ".sums"] = state[f"layers.{number}.{name}.bias"], whole.astype(np.int32).sum(1, dtype=np.int32)
        for name in ("norm1", "norm2"):
            out[f"layer{number}.{name}.scale"], out[f"layer{number}.{name}.bias"] = state[f"layers.{number}.{name}.weight"], state[f"layers.{number}.{name}.bias"]
    out["head"], out["head.bias"] = state["head.weight"], state["head.bias"]
    return out


def write(path: pathlib.Path, model: Tagger, vocabulary: list[str], bias: dict[str, list[float]], facts: dict) -> bytes:
    """`bias` holds, for each recall level, what is added to the logits of each type; returns the digest."""
    tensors = tensors_of(model, vocabulary)
    kinds = {"int8": "int8", "uint8": "uint8", "int32": "int32", "float32": "float32"}
    head = {
        "shape": {"layers": LAYERS, "width": WIDTH, "heads": HEADS, "inner": INNER, "window": WINDOW, "cases": SHAPES * GAPS, "word_scalars": MAX_WORD_SCALARS, "word_pieces": MAX_PIECES},
        "tags": TAGS, "types": TYPES, "bias": bias, "facts": facts, "tensors": {},
    }
    entries, offset = {}, 0
    for name, value in tensors.items():
        offset = (offset + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT
        entries[name] = {"type": kinds[str(value.dtype)], "count": int(value.size), "offset": offset}
        offset += value.nbytes
    head["tensors"] = entries  # offsets count from the first aligned byte behind the header
    text = json.dumps(head, separators=(",", ":"), sort_keys=True).encode()
    start = (32 + len(text) + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT
    body = bytearray(start + offset)
    body[:32] = MAGIC + struct.pack("<IIQQ", VERSION, len(text), start + offset + 32, start)
    body[32 : 32 + len(text)] = text
    for name, value in tensors.items():
        at = start + entries[name]["offset"]
        body[at : at + value.nbytes] = value.astype(value.dtype.newbyteorder("<")).tobytes()
    digest = hashlib.sha256(body).digest()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(bytes(body) + digest)
    part.replace(path)
    return digest
