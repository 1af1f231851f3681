"""Text to words to subwords, the same rules that the Swift tokenizer applies from the table in the model file.

A word is a run of letters, digits and the marks that follow them, or one other visible character, or an underscore.
Each scalar has a class and a folded form; both are written into the model file, so that training and the shipped
engine can never disagree about a Unicode version.
"""
from __future__ import annotations

import sys
import unicodedata

SPACE, WORD, MARK, SINGLE = 0, 1, 2, 3
MAX_WORD_SCALARS = 48  # a longer run is cut into several words, so that nothing is skipped
MAX_PIECES = 12  # pieces a word gives at most; the first one carries the tag
SHAPES, GAPS = 10, 4


def scalar_class(cp: int) -> int:
    ch = chr(cp)
    category = unicodedata.category(ch)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return MARK
    if ch.isspace() or category in ("Cc", "Cs", "Zs", "Zl", "Zp"):
        return SPACE
    if 0x3400 <= cp <= 0x9FFF or 0x20000 <= cp <= 0x323AF or 0xF900 <= cp <= 0xFAFF:
        return SINGLE  # ideographs are written without spaces
    if ch.isalnum():
        return WORD
    return SINGLE


def scalar_fold(cp: int) -> str:
    ch = chr(cp)
    if unicodedata.category(ch) == "Cf":
        return ""
    lowered = "".join(unicodedata.normalize("NFD", part) for part in ch.lower())
    return "".join(part for part in lowered if unicodedata.category(part) != "Mn")


_classes: dict[str, int] = {}
_folds: dict[str, str] = {}


def class_of(ch: str) -> int:
    value = _classes.get(ch)
    if value is None:
        value = _classes[ch] = scalar_class(ord(ch))
    return value


def fold_of(ch: str) -> str:
    value = _folds.get(ch)
    if value is None:
        value = _folds[ch] = scalar_fold(ord(ch))
    return value


def shape_of(word: str) -> int:
    """Row of the case table: 1 lower, 2 title, 3 upper, 4 mixed, 5 digits, 6 letters and digits, 7 mark, 8 one capital, 9 caseless."""
    upper = lower = digits = letters = 0
    first_upper = False
    for index, ch in enumerate(word):
        if class_of(ch) == MARK:
            continue
        if ch.isupper() or ch.istitle():
            upper += 1
            first_upper = first_upper or index == 0
        elif ch.islower():
            lower += 1
        elif ch.isdigit():
            digits += 1
        elif class_of(ch) == WORD:
            letters += 1
    cased = upper + lower
    if cased + letters + digits == 0:
        return 7
    if digits and cased + letters:
        return 6
    if digits:
        return 5
    if cased == 0:
        return 9
    if upper == 0:
        return 1
    if lower == 0:
        return 8 if upper == 1 else 3
    return 2 if upper == 1 and first_upper else 4


def words_of(text: str) -> list[tuple[int, int, int]]:
    """(start, end, gap) in scalars; gap is what stands before: 0 nothing, 1 white space, 2 a line break, 3 the start."""
    found = []
    position, length, gap = 0, len(text), 3
    while position < length:
        kind = class_of(text[position])
        if kind == SPACE:
            gap = 2 if text[position] in "\n\r" else max(gap, 1)
            position += 1
            continue
        if kind == MARK:
            position += 1
            continue
        end = position + 1
        if kind == WORD:
            while end < length and end - position < MAX_WORD_SCALARS and class_of(text[end]) in (WORD, MARK):
                end += 1
        found.append((position, end, gap))
        position, gap = end, 0
    return found


class WordPiece:
    def __init__(self, vocabulary: list[str]):
        self.vocabulary = vocabulary
        self.index = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = self.index["[UNK]"], self.index["[CLS]"], self.index["[SEP]"]
        self.longest = max(len(piece) for piece in vocabulary)
        self.cache: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Greedy longest match; what no piece begins gives the unknown piece once."""
        known = self.cache.get(word)
        if known is not None:
            return known
        folded = "".join(fold_of(ch) for ch in word)
        out: list[int] = []
        start = 0
        while start < len(folded) and len(out) < MAX_PIECES:
            end = min(len(folded), start + self.longest)
            prefix = "##" if start else ""
            while end > start and prefix + folded[start:end] not in self.index:
                end -= 1
            if end == start:
                out = [self.unknown]
                break
            out.append(self.index[prefix + folded[start:end]])
            start = end
        out = out or [self.unknown]
        if len(self.cache) < 500_000:
            self.cache[word] = out
        return out

    def encode(self, text: str):
        """Piece ids, case rows, index of each word's first piece, and the words."""
        ids, cases, firsts, words = [], [], [], words_of(text)
        for start, end, gap in words:
            word = text[start:end]
            pieces = self.pieces(word)
            row = shape_of(word) * GAPS + gap
            firsts.append(len(ids))
            ids.extend(pieces)
            cases.extend([row] * len(pieces))
        return ids, cases, firsts, words


def unicode_table() -> tuple[list[tuple[int, int]], list[tuple[int, str]], list[tuple[int, int]]]:
    """Runs of scalar classes, folds that change something (Hangul aside, which folds by rule), runs of letter case for `shape_of`."""
    runs, folds, cases = [], [], []
    previous = previous_case = -1
    for cp in range(sys.maxunicode + 1):
        ch = chr(cp)
        kind = scalar_class(cp)
        if kind != previous:
            runs.append((cp, kind))
            previous = kind
        case = 1 if ch.isupper() or ch.istitle() else 2 if ch.islower() else 3 if ch.isdigit() else 0
        if case != previous_case:
            cases.append((cp, case))
            previous_case = case
        if 0xAC00 <= cp <= 0xD7A3 or 0xD800 <= cp <= 0xDFFF:
            continue
        folded = scalar_fold(cp)
        if folded != ch:
            folds.append((cp, folded))
    return runs, folds, cases
