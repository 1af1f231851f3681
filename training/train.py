"""One command from corpora to the model file: `python training/train.py --data FOLDER --out models/pii-tagger.hgm`.

Run again after an interruption it goes on from the last checkpoint.
"""
from __future__ import annotations

import argparse
import os
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import torch

import chat
import corpus
from finetune import finetune
from network import from_base
from tokens import WordPiece


GENERATED = 14_000  # chat prompts made anew for each round


def say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path, required=True, help="folder with train.jsonl, dev.jsonl, synth_train.jsonl, synth_dev.jsonl")
    options.add_argument("--work", type=pathlib.Path, default=pathlib.Path("training/work"), help="checkpoints and caches")
    options.add_argument("--out", type=pathlib.Path, default=pathlib.Path("models/pii-tagger.hgm"))
    options.add_argument("--steps", type=int, default=4400)
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

    finetune(model, rounds, chosen.steps, chosen.work / "checkpoint.pt", device, say)


if __name__ == "__main__":
    main()
