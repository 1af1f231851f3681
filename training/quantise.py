"""Whole numbers of -127...127 with one scale for each row of weights, and a network that computes as the kernels do."""
from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from network import Tagger


def by_rows(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(weight).max(1), 1e-8).astype(np.float32) / np.float32(127)
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale


def panels(whole: np.ndarray) -> np.ndarray:
    """[outputs][inputs] as [outputs / 16][inputs / 4][16][4], the order that the kernels read."""
    outputs, inputs = whole.shape
    return np.ascontiguousarray(whole.reshape(outputs // 16, 16, inputs // 4, 4).transpose(0, 2, 1, 3))


class WholeLinear(nn.Linear):
    def forward(self, x):
        scale = x.abs().amax(-1, keepdim=True) / 127
        return F.linear(torch.round(x / scale.clamp_min(1e-12)).clamp(-127, 127) * scale, self.weight, self.bias)


def as_shipped(model: Tagger) -> Tagger:
    """A copy whose weights and activations lose what the shipped file loses."""
    copy = Tagger(model.word.num_embeddings)
    copy.load_state_dict(model.state_dict())
    with torch.no_grad():
        whole, scale = by_rows(copy.word.weight.numpy())
        copy.word.weight.copy_(torch.from_numpy(whole.astype(np.float32) * scale[:, None]))
        for layer in copy.layers:
            for name in ("qkv", "out", "up", "down"):
                linear = getattr(layer, name)
                whole, scale = by_rows(linear.weight.numpy())
                linear.weight.copy_(torch.from_numpy(whole.astype(np.float32) * scale[:, None]))
                linear.__class__ = WholeLinear
    return copy.eval()
