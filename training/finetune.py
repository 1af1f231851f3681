"""Fine-tunes the encoder; every checkpoint holds all that is needed to go on from it."""
from __future__ import annotations

import pathlib
import time

import torch
from torch.nn import functional as F

from corpus import collate
from network import Tagger

PEAK, HEAD_PEAK, WARM_UP = 2e-4, 1e-3, 0.06


def rate(step: int, total: int) -> float:
    warm = max(1, int(total * WARM_UP))
    return step / warm if step < warm else max(0.02, (total - step) / max(1, total - warm))


def finetune(model: Tagger, rounds, total: int, checkpoint: pathlib.Path, device: str, say, every: int = 100) -> Tagger:
    """`rounds(number)` gives the batches of round `number`, from 0; stops after `total` steps."""
    model.to(device)
    fresh = [p for name, p in model.named_parameters() if name.startswith(("head", "case"))]
    old = [p for name, p in model.named_parameters() if not name.startswith(("head", "case"))]
    optimizer = torch.optim.AdamW([{"params": old, "peak": PEAK}, {"params": fresh, "peak": HEAD_PEAK}], lr=PEAK, weight_decay=0.01)
    step = number = offset = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, number, offset = state["step"], state["round"], state["offset"]
        say(f"going on from step {step}")
    model.train()
    began, seen, mean = time.time(), 0, 0.0
    while step < total:
        plan = rounds(number)
        say(f"round {number}: {len(plan)} batches")
        while offset < len(plan) and step < total:
            ids, cases, mask, rows, tags = (part.to(device) if part is not None else None for part in collate(plan[offset]))
            torch.manual_seed(step)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * rate(step + 1, total)
            with torch.autocast(device, torch.bfloat16):
                loss = F.cross_entropy(model(ids, cases, mask, rows), tags)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, offset, seen = step + 1, offset + 1, seen + 1
            mean = loss.item() if seen == 1 else 0.98 * mean + 0.02 * loss.item()
            if step % every == 0 or step == total:
                say(f"step {step}/{total} loss {mean:.4f} {(time.time() - began) / seen:.2f} s/step")
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "round": number, "offset": offset}
                part = checkpoint.with_suffix(".part")
                torch.save(state, part)
                part.replace(checkpoint)
        if offset >= len(plan):
            number, offset = number + 1, 0
    return model
