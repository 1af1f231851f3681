"""Puts right where spans begin and end, as the engine does (`SpanEdges.swift`), so that the figures are those of the engine."""
from __future__ import annotations

NAMES = ("PERSON", "ORGANIZATION", "LOCATION")
MARKS = ".,:;!?\"'-"
LAST = set("the a an of and or to in on at for with by from is are was were he she it they we you i his her".split())
FIRST = set("the a an this my our his her their your dear hi and of in at from with by to for rt".split())
EMPTY = set(
    "the a of and or to in on at for with by from is are was were be been she it they we me your his its their our this that these those who what which when where how why not did "
    "does if but as than then there here just have had would could should rt lol omg http https www com".split()
)
ABBREVIATIONS = set("inc ltd co corp jr sr st kft kkt tic com lda lim".split())


def is_capital(char: str) -> bool:
    return "A" <= char <= "Z"


def keeps_stop(text: str, start: int, end: int) -> bool:
    if text[end - 1] != ".":
        return False
    begin = text.rfind(" ", start, end) + 1 if " " in text[start:end] else start
    word = text[begin : end - 1]
    return (len(word) == 1 and is_capital(word)) or "." in word or word.lower() in ABBREVIATIONS


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and text[end - 1] in MARKS and not keeps_stop(text, start, end):
        end -= 1
        while end - start > 1 and text[end - 1] == " ":
            end -= 1
    while end - start > 1 and text[start] in MARKS:
        start += 1
        while end - start > 1 and text[start] == " ":
            start += 1
    space = text.rfind(" ", start, end)
    if space > start and text[space + 1 : end] in LAST:
        end = space
    space = text.find(" ", start, end)
    if space >= 0 and space + 1 < end and text[start:space] in FIRST:
        start = space + 1
    if end - start > 2 and text[end - 2 : end] in ("'s", "\u2019s"):
        end -= 2
    return start, end


def is_empty(text: str, kind: str) -> bool:
    if not any((char.isascii() and char.isalpha()) or ord(char) >= 0x80 for char in text):
        return text not in ("@", "#")
    if len(text) == 1 and text.isascii():
        return kind == "PERSON"
    return text.lower() in EMPTY and not all(is_capital(char) for char in text)


def tidy(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        if kind not in NAMES:
            out.append((start, end, kind))
            continue
        start, end = trimmed(text, start, end)
        if is_empty(text[start:end], kind):
            continue
        if out and kind == out[-1][2] == "PERSON" and text[out[-1][1] : start] == " " and is_capital(text[start]) and is_capital(text[out[-1][0]]):
            out[-1] = (out[-1][0], end, kind)
            continue
        out.append((start, end, kind))
    return out
