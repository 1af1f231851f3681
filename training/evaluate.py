"""Runs the network as the engine does, chooses the recall levels on dev, and prints how good each is."""
from __future__ import annotations

from collections import defaultdict

import numpy as np
import torch

from corpus import ENGLISH, Sample, collate, windows, word_tags
from edges import tidy
from network import TAGS, TYPES
from tokens import WordPiece, shape_of

KIND = np.array([-1] + [number for number in range(len(TYPES)) for _ in range(2)])


def logits_of(model, samples: list[Sample], pieces: WordPiece, device: str = "cpu"):
    """For each sample its words and a row of logits for each; where windows overlap, the one farther from its edge counts."""
    jobs = []
    for number, sample in enumerate(samples):
        found = windows(sample.text, sample.spans, pieces)
        jobs += [(number, window, index == 0, index == len(found) - 1) for index, window in enumerate(found)]
    jobs.sort(key=lambda job: len(job[1].ids))
    rows: list[dict[int, tuple[int, np.ndarray]]] = [{} for _ in samples]
    with torch.no_grad():
        start = 0
        while start < len(jobs):
            end = start + 1
            while end < len(jobs) and len(jobs[end][1].ids) * (end + 1 - start) <= 4096:
                end += 1
            group = jobs[start:end]
            ids, cases, mask, flat, _ = (part.to(device) if part is not None else None for part in collate([job[1] for job in group]))
            values = model(ids, cases, mask, flat).cpu().numpy()
            cursor = 0
            for number, window, is_first, is_last in group:
                for place, (word, first) in enumerate(zip(window.words, window.firsts)):
                    edge = min(first if not is_first else 10_000, len(window.ids) - first if not is_last else 10_000)
                    known = rows[number].get(word[0])
                    if known is None or edge > known[0]:
                        rows[number][word[0]] = (edge, values[cursor + place])
                cursor += len(window.words)
            start = end
    out = []
    for sample, found in zip(samples, rows):
        words = pieces.encode(sample.text)[3]
        out.append((words, np.array([found[word[0]][1] for word in words], np.float32).reshape(-1, len(TAGS))))
    return out


# What `high` and `max` add to a name's logits on words in small letters, where the writer begins names with capitals.
SMALL_WORDS = {"high": -1.5, "max": -1.5}
# What is added on "@" and the handle behind it.
HANDLES = 2.0
# What is added in code, on a decorator alone on its line and on words like "isReady".
CODE_WORDS = -3.0
CODE = ("{", "}", "()", "/**", "def ")
NAME_TYPES = ("PERSON", "ORGANIZATION", "LOCATION")


def small_words(text: str, words) -> np.ndarray | None:
    """Which words are in small letters; none where the text does not show that it begins names with capitals, and names alone.

    It shows it by words with a capital in the middle of a sentence, at least one in fifty words. One word in twenty with a letter beyond ASCII tells
    of another language, where the names of offices and firms go on in small letters.
    """
    shapes = [shape_of(text[start:end]) for start, end, _ in words]
    capitals = sum(shapes[number] in (2, 3) and words[number][2] == 1 and shapes[number - 1] != 7 for number in range(1, len(words)))
    foreign = sum(shape == 1 and not text[start:end].isascii() for shape, (start, end, _) in zip(shapes, words))
    return np.array(shapes) == 1 if capitals and capitals * 50 >= len(words) and foreign * 20 < len(words) else None


def handles(text: str, words, is_code: bool) -> list[tuple[int, float]]:
    """What is added to the words of "@anna_k", the mark included.

    Not to those of an e-mail address, a package's scope ("@types/node") or a decorator's call. In code nothing is added, and much taken from a word
    alone on its line ("@Override").
    """
    found, at = [], 0
    while at < len(words):
        start, end, gap = words[at]
        at += 1
        if text[start:end] != "@" or gap == 0:
            continue
        low = at
        while at < len(words) and words[at][2] == 0 and (text[words[at][0]].isalnum() or text[words[at][0]] == "_"):
            at += 1
        after = text[words[at][0]] if at < len(words) and words[at][2] == 0 else " "
        goes_on = after in "/@(" or (after == "." and at + 1 < len(words) and words[at + 1][2] == 0)
        is_alone = gap >= 2 and (at == len(words) or words[at][2] == 2)
        value = HANDLES if not is_code else CODE_WORDS if is_alone else 0
        if at > low and not goes_on and value:
            found += [(number, value) for number in range(low - 1, at)]
    return found


def weighed(text: str, words, logits: np.ndarray, level: str) -> np.ndarray:
    """The logits with what a word's letters and the marks before it add to those of names."""
    added = np.zeros(len(words), np.float32)
    small = small_words(text, words) if level in SMALL_WORDS else None
    if small is not None:
        added[small] = SMALL_WORDS[level]
    is_code = any(sign in text for sign in CODE)
    for number, (start, end, _) in enumerate(words):
        if is_code and shape_of(text[start:end]) == 4 and "a" <= text[start] <= "z":
            added[number] = CODE_WORDS
    for number, value in handles(text, words, is_code):
        added[number] = value
    logits = logits.copy()
    for kind in NAME_TYPES:
        tag = 1 + 2 * TYPES.index(kind)
        logits[:, tag : tag + 2] += added[:, None]
    return logits


def decode(words, logits, bias) -> list[tuple[int, int, str]]:
    """The best sequence in which an inside tag follows only its own type."""
    if not len(words):
        return []
    scores = logits.copy()
    scores[:, 1:] += np.repeat(np.asarray(bias, np.float32), 2)[None]
    best, back = scores[0].copy(), []
    best[2::2] = -1e30
    for row in scores[1:]:
        winner = int(best.argmax())
        source = np.full(len(TAGS), winner)
        value = np.full(len(TAGS), best[winner])
        begin, inside = best[1::2], best[2::2]
        value[2::2] = np.maximum(begin, inside)
        source[2::2] = np.where(begin >= inside, np.arange(1, len(TAGS), 2), np.arange(2, len(TAGS), 2))
        back.append(source)
        best = value + row
    tags = [int(best.argmax())]
    for source in reversed(back):
        tags.append(int(source[tags[-1]]))
    tags.reverse()
    spans: list[tuple[int, int, str]] = []
    for (start, end, _), tag in zip(words, tags):
        if tag == 0:
            continue
        if tag % 2 == 1 or not spans:
            spans.append((start, end, TYPES[KIND[tag]]))
        else:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return spans


def measure(samples: list[Sample], found, bias, level: str) -> dict:
    exact = np.zeros(3)
    covered, hit, predicted, right = defaultdict(int), defaultdict(int), 0, 0
    leaks = with_entity = alarms = without = 0
    for sample, (words, logits) in zip(samples, found):
        guess = tidy(sample.text, decode(words, weighed(sample.text, words, logits, level), bias))
        truth = set(sample.spans)
        exact += (len(truth & set(guess)), len(guess), len(truth))
        gold = word_tags(words, sorted(sample.spans))
        mine = word_tags(words, guess)
        for a, b in zip(gold, mine):
            if a:
                covered[TYPES[KIND[a]]] += 1
                hit[TYPES[KIND[a]]] += bool(b)
            if b:
                predicted += 1
                right += bool(a)
        if truth:
            with_entity += 1
            leaks += any(not any(s < e2 and s2 < e for s2, e2, _ in guess) for s, e, _ in truth)
        else:
            without += 1
            alarms += bool(guess)
    total, seen = sum(covered.values()), sum(hit.values())
    return {
        "f1": 200 * exact[0] / max(1, exact[1] + exact[2]), "recall": 100 * seen / max(1, total), "precision": 100 * right / max(1, predicted), "leak": 100 * leaks / max(1, with_entity), "alarm": 100 * alarms / max(1, without),
        "by_type": {kind: 100 * hit[kind] / covered[kind] for kind in TYPES if covered[kind]}, "counts": dict(covered), "without": without,
    }


def calibrate(found, samples, beta: float) -> list[float]:
    """What is added to each type's logits: coordinate ascent on F-beta of words covered, each source weighing the same."""
    groups: dict[str, list] = defaultdict(list)
    for sample, (words, logits) in zip(samples, found):
        if len(words):
            gold = np.array(word_tags(words, sorted(sample.spans))) > 0
            kinds = np.maximum(logits[:, 1::2], logits[:, 2::2]) - logits[:, :1]
            groups[sample.source].append((kinds, gold))
    stacked = {source: (np.concatenate([k for k, _ in rows]), np.concatenate([g for _, g in rows])) for source, rows in groups.items()}

    def value(bias) -> float:
        total = 0.0
        for kinds, gold in stacked.values():
            taken = (kinds + bias).max(1) > 0
            right = float((taken & gold).sum())
            recall, precision = right / max(1, gold.sum()), right / max(1, taken.sum())
            total += (1 + beta**2) * precision * recall / max(1e-9, beta**2 * precision + recall)
        return total / len(stacked)

    bias = np.zeros(len(TYPES))
    for _ in range(3):
        for kind in range(len(TYPES)):
            options = np.arange(-1.0, 6.01, 0.25)
            scores = []
            for option in options:
                trial = bias.copy()
                trial[kind] = option
                scores.append(value(trial))
            bias[kind] = options[int(np.argmax(scores))]
    return [float(number) for number in bias]


def report(named: dict[str, tuple[list[Sample], list]], bias: dict[str, list[float]], say) -> dict:
    """Prints a table for each level and returns the figures that the model file carries."""
    figures: dict = {}
    for level, values in bias.items():
        rows = {name: measure(samples, found, values, level) for name, (samples, found) in named.items()}
        say(f"recall: {level}  bias {values}")
        for name, row in rows.items():
            kinds = " ".join(f"{kind[:7]} {share:.0f}" for kind, share in row["by_type"].items())
            say(f"  {name:18} F1 {row['f1']:5.1f}  words R {row['recall']:5.1f} P {row['precision']:5.1f}  leak {row['leak']:5.1f}  alarms {row['alarm']:5.1f} of {row['without']}  {kinds}")
        english = [rows[name] for name in ENGLISH if name in rows]
        macro = {key: sum(row[key] for row in english) / len(english) for key in ("f1", "recall", "precision", "leak")}
        say(f"  macro of {len(english)} English dev sets: F1 {macro['f1']:.1f}  words R {macro['recall']:.1f} P {macro['precision']:.1f}  leak {macro['leak']:.1f}")
        figures[level] = {key: round(value, 1) for key, value in macro.items()}
    return figures
