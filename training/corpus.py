"""Reads the licensed corpora, turns span-labelled text into windows of tagged subwords, and packs them into batches."""
from __future__ import annotations

import json
import pathlib
import random
from dataclasses import dataclass

import torch

from network import TAGS, WINDOW
from tokens import WordPiece

NAMES = {"PERSON": "PERSON", "ORG": "ORGANIZATION", "LOCATION": "LOCATION", "ADDRESS": "ADDRESS", "DOB": "DATE_OF_BIRTH", "ID": "ID", "SECRET": "SECRET"}
TAG_INDEX = {tag: number for number, tag in enumerate(TAGS)}
ROOM = WINDOW - 2
BATCH_SUBWORDS = 2048
# Share of each corpus used in a round; languages the vocabulary does not know well only keep the model from calling them names.
SHARES = {"uner_pt_bosque": 0.2, "uner_sv_talbanken": 0.15, "uner_da_ddt": 0.2, "uner_hr_set": 0.12, "germeval14": 0.6, "snips": 0.6}
ENGLISH = ["wnut17", "btc", "wikigold", "uner_en_ewt", "crossner", "gum", "presidio_synth"]


@dataclass
class Sample:
    text: str
    spans: list[tuple[int, int, str]]
    source: str


def read(path: pathlib.Path) -> list[Sample]:
    samples = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            samples.append(Sample(row["text"], [(s, e, NAMES.get(t, t)) for s, e, t in row["spans"]], row["source"]))
    return samples


def recase(sample: Sample, dice: random.Random) -> Sample:
    """Now and then all small or all capitals, where that keeps every offset."""
    roll = dice.random()
    text = sample.text.lower() if roll < 0.10 else sample.text.upper() if roll < 0.13 else sample.text
    return Sample(text, sample.spans, sample.source) if len(text) == len(sample.text) else sample


def join(samples: list[Sample], dice: random.Random) -> list[Sample]:
    """Puts up to four samples one behind the other, so that a window is not always one tidy sentence."""
    out, index = [], 0
    while index < len(samples):
        count = dice.choices((1, 2, 3, 4), (70, 15, 9, 6))[0]
        group = samples[index : index + count]
        index += count
        text, spans = "", []
        for sample in group:
            if text:
                text += dice.choice((" ", " ", "\n", "\n\n"))
            spans.extend((s + len(text), e + len(text), t) for s, e, t in sample.spans)
            text += sample.text
        out.append(Sample(text, spans, group[0].source))
    return out


@dataclass
class Window:
    ids: list[int]
    cases: list[int]
    firsts: list[int]
    tags: list[int]
    words: list[tuple[int, int, int]]


def word_tags(words, spans) -> list[int]:
    """A word belongs to the span that covers its first scalar."""
    tags, cursor, previous = [], 0, None
    for start, end, _ in words:
        while cursor < len(spans) and spans[cursor][1] <= start:
            cursor += 1
        inside = cursor if cursor < len(spans) and spans[cursor][0] < end and spans[cursor][1] > start else None
        if inside is None:
            tags.append(0)
        else:
            tags.append(TAG_INDEX[("I-" if inside == previous else "B-") + spans[inside][2]])
        previous = inside
    return tags


def windows(text: str, spans, pieces: WordPiece, overlap: int = 24) -> list[Window]:
    ids, cases, firsts, words = pieces.encode(text)
    tags = word_tags(words, sorted(spans))
    bounds = firsts + [len(ids)]
    out, start = [], 0
    while start < len(words):
        end = start
        while end < len(words) and bounds[end + 1] - bounds[start] <= ROOM:
            end += 1
        low, high = bounds[start], bounds[end]
        out.append(Window([pieces.first] + ids[low:high] + [pieces.last], [0] + cases[low:high] + [0], [f - low + 1 for f in firsts[start:end]], tags[start:end], words[start:end]))
        if end == len(words):
            break
        back = end
        while back > start + 1 and bounds[end] - bounds[back - 1] <= overlap:
            back -= 1
        start = back
    return out


def collate(group: list[Window]):
    length = max(len(window.ids) for window in group)
    ids = torch.zeros(len(group), length, dtype=torch.long)
    cases = torch.zeros(len(group), length, dtype=torch.long)
    seen = torch.zeros(len(group), length, dtype=torch.bool)
    rows, tags = [], []
    for number, window in enumerate(group):
        size = len(window.ids)
        ids[number, :size] = torch.tensor(window.ids)
        cases[number, :size] = torch.tensor(window.cases)
        seen[number, :size] = True
        rows.extend(number * length + first for first in window.firsts)
        tags.extend(window.tags)
    mask = None if bool(seen.all()) else seen[:, None, None, :]
    return ids, cases, mask, torch.tensor(rows, dtype=torch.long), torch.tensor(tags, dtype=torch.long)


def batches(found: list[Window], dice: random.Random, subwords: int = BATCH_SUBWORDS) -> list[list[Window]]:
    """Windows of like length together, about `subwords` in a batch, in random order."""
    order = sorted((window for window in found if window.firsts), key=lambda window: (len(window.ids) + dice.random() * 6))
    out, group, longest = [], [], 0
    for window in order:
        longest = max(longest, len(window.ids))
        if group and longest * (len(group) + 1) > subwords:
            out.append(group)
            group, longest = [], len(window.ids)
        group.append(window)
    if group:
        out.append(group)
    dice.shuffle(out)
    return out


def round_of(number: int, corpora: list[Sample], chat: list[Sample], generated: list[Sample], pieces: WordPiece, seed: int) -> list[list[Window]]:
    """The batches of one round; the same number and seed always give the same ones."""
    dice = random.Random(seed * 1000 + number)
    chosen = [sample for sample in corpora if dice.random() < SHARES.get(sample.source, 1.0)]
    chosen += chat + generated
    dice.shuffle(chosen)
    chosen = [recase(sample, dice) for sample in join(chosen, dice)]
    return batches([window for sample in chosen for window in windows(sample.text, sample.spans, pieces)], dice)
