"""Puts right where spans begin and end, as the engine does (`SpanEdges.swift`), so that the figures are those of the engine."""
from __future__ import annotations

NAMES = ("PERSON", "ORGANIZATION", "LOCATION")
MARKS = ".,:;!?\"'-/&|*+=~<>"
LAST = set("the a an of and or to in on at for with by from is are was were he she it they we you i his her".split())
FIRST = set("the a an this my our his her their your dear hi and of in at from with by to for rt".split())
EMPTY = set(
    "the a of and or to in on at for with by from is are was were be been she it they we me your his its their our this that these those who what which when where how why not did "
    "does if but as than then there here just have had would could should rt lol omg http https www com "
    "mr mrs ms miss dr prof president senator minister chief god mom mum mommy dad daddy bro bruh lmao".split()
)
# Two names side by side that are one.
JOINED = {("PERSON", "PERSON"): "PERSON", ("ORGANIZATION", "ORGANIZATION"): "ORGANIZATION", ("LOCATION", "ORGANIZATION"): "ORGANIZATION", ("PERSON", "ORGANIZATION"): "ORGANIZATION"}
ABBREVIATIONS = set("inc ltd co corp jr sr st kft kkt tic com lda lim".split())


def is_capital(char: str) -> bool:
    return "A" <= char <= "Z"


def keeps_stop(text: str, start: int, end: int) -> bool:
    if text[end - 1] != ".":
        return False
    begin = text.rfind(" ", start, end) + 1 if " " in text[start:end] else start
    word = text[begin : end - 1]
    return (len(word) == 1 and is_capital(word)) or "." in word or word.lower() in ABBREVIATIONS


def is_mark(text: str, start: int, end: int, at: int) -> bool:
    """Parentheses are marks where they have no partner in the span."""
    char = text[at]
    return char in MARKS or (char in ")]" and "(["[")]".index(char)] not in text[start:end]) or (char in "([" and ")]"["([".index(char)] not in text[start:end])


def joined(text: str, before: tuple[int, int, str], start: int, end: int, kind: str) -> str | None:
    """The type of one name made of two neighbours, if they are one."""
    gap = text[before[1] : start]
    if gap == " ":
        return JOINED.get((before[2], kind)) if is_capital(text[start]) and is_capital(text[before[0]]) else None
    if before[2] == kind == "ORGANIZATION" and (gap == " & " or (gap == ", " and text[start:end].rstrip(".").lower() in ABBREVIATIONS)):
        return kind
    return None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and is_mark(text, start, end, end - 1) and not keeps_stop(text, start, end):
        end -= 1
        while end - start > 1 and text[end - 1] == " ":
            end -= 1
    while end - start > 1 and is_mark(text, start, end, start):
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
        both = joined(text, out[-1], start, end, kind) if out else None
        if both:
            out[-1] = (out[-1][0], end, both)
            continue
        out.append((start, end, kind))
    return out
