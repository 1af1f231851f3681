"""One command from corpora to the model file: `python training/train.py --data FOLDER --out models/pii-tagger.hgm`.

Run again after an interruption it goes on from the last checkpoint.
"""
from __future__ import annotations

import argparse
import hashlib
import os
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import torch

import chat
import corpus
import evaluate
import modelfile
from finetune import finetune
from network import from_base
from quantise import as_shipped
from tokens import WordPiece


GENERATED = 14_000  # chat prompts made anew for each round
DEV_SENTENCES, DEV_CHAT, DEV_SEED = 400, 1_500, 999_983  # sentences a corpus at most, prompts, and the seed of both
# For each recall level, how many times recall counts what precision does (the beta of F-beta).
LEVELS = {"balanced": 1.0, "high": 2.0, "max": 5.0}


def say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)


def digest_of(data: pathlib.Path, seed: int) -> str:
    """SHA-256 of all that the weights were made from: the corpora, and the generator with its seed."""
    digest = hashlib.sha256(str(seed).encode())
    here = pathlib.Path(__file__).parent
    for path in [data / "train.jsonl", data / "synth_train.jsonl", here / "chat.py", here / "chat_templates.py", here / "invented.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def dev_sets(data: pathlib.Path) -> dict[str, list[corpus.Sample]]:
    """Each corpus's dev split, the chat lines that come with the corpora, and chat of our own that no round has seen."""
    named: dict[str, list[corpus.Sample]] = {}
    for sample in corpus.read(data / "dev.jsonl"):
        named.setdefault(sample.source, []).append(sample)
    for samples in named.values():
        random.Random(DEV_SEED).shuffle(samples)
        del samples[DEV_SENTENCES:]
    named["provided_chat"] = corpus.read(data / "synth_dev.jsonl")
    generated = chat.generate(DEV_CHAT, DEV_SEED)
    named["chat"] = [sample for sample in generated if sample.spans]
    named["chat_without"] = [sample for sample in generated if not sample.spans]
    return named


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path, required=True, help="folder with train.jsonl, dev.jsonl, synth_train.jsonl, synth_dev.jsonl")
    options.add_argument("--work", type=pathlib.Path, default=pathlib.Path("training/work"), help="checkpoints and caches")
    options.add_argument("--out", type=pathlib.Path, default=pathlib.Path("models/pii-tagger.hgm"))
    options.add_argument("--steps", type=int, default=3750)
    options.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 1)))
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    chosen.work.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"

    model, vocabulary = from_base()
    pieces = WordPiece(vocabulary)
    corpora = corpus.read(chosen.data / "train.jsonl")
    provided = corpus.read(chosen.data / "synth_train.jsonl")
    say(f"{len(corpora)} labelled sentences, {len(provided)} chat lines, {device}")

    def rounds(number: int):
        # The first round knows the corpora and the chat lines that come with them; the later ones see new chat each time.
        if number == 0:
            return corpus.round_of(number, corpora, provided, [], pieces, chosen.seed)
        generated = chat.generate(GENERATED, chosen.seed * 1000 + number)
        some = random.Random(chosen.seed * 1000 + number).sample(provided, len(provided) * 35 // 100)
        return corpus.round_of(number, corpora, some, generated, pieces, chosen.seed)

    model = finetune(model, rounds, chosen.steps, chosen.work / "checkpoint.pt", device, say).cpu().eval()

    shipped = as_shipped(model)
    named = dev_sets(chosen.data)
    found = {name: (samples, evaluate.logits_of(shipped, samples, pieces)) for name, samples in named.items()}
    judged = [name for name in found if name in corpus.ENGLISH or name in ("snips", "provided_chat", "chat", "chat_without")]
    samples = [sample for name in judged for sample in found[name][0]]
    logits = [row for name in judged for row in found[name][1]]
    bias = {level: evaluate.calibrate(logits, samples, beta) for level, beta in LEVELS.items()}
    figures = evaluate.report(found, bias, say)
    facts = {"training_data": digest_of(chosen.data, chosen.seed), "steps": chosen.steps, "seed": chosen.seed, "base": "all-MiniLM-L6-v2", "dev": figures}
    digest = modelfile.write(chosen.out, model, vocabulary, bias, facts)
    say(f"{chosen.out}: {chosen.out.stat().st_size} bytes, SHA-256 {digest.hex()}")


if __name__ == "__main__":
    main()
