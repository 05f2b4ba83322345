"""Centred text broken into lines of about equal length, so that a rule under it has a length known beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from documents.compounds import belong_together
from documents.layout import HEADER
from documents.rendering.fonts import Face, text_width_mm

WIDTH_STEP_MM = 1.0
PARTED_WORD_MM = 15.0


@dataclass(frozen=True, slots=True)
class CentredText:
    """Text with its line breaks decided; `width_mm` is the width of its longest line, `text` the whole in one line."""

    lines: list[str]
    width_mm: float
    last_width_mm: float
    text: str

    @property
    def rule_mm(self) -> float:
        """Length of a rule between 1/3 and 1/2 of both the longest and the last line where that exists, else of the longest."""
        wanted = self.width_mm * HEADER.rule_share
        if self.last_width_mm * 0.5 >= self.width_mm / 3:
            wanted = min(wanted, self.last_width_mm * 0.49)
        return round(max(wanted, self.width_mm * 0.34), 2)


def centred(paragraphs: list[str], *, size_pt: float, face: Face, width_mm: float) -> CentredText:
    """Break each paragraph into the fewest lines that fit the width, of lengths as equal as possible."""
    lines = [line for paragraph in paragraphs for line in _balanced(paragraph, size_pt, face, width_mm)]
    widths = [text_width_mm(line, size_pt, face) for line in lines]
    return CentredText(lines, max(widths, default=0.0), widths[-1] if widths else 0.0, " ".join(paragraphs))


def _balanced(text: str, size_pt: float, face: Face, width_mm: float) -> list[str]:
    """Of the greedy breakings that take no more lines than the full width does, the narrowest that parts the fewest words.

    Word breaks a paragraph of the same width alike, because each is greedy.
    """
    lines = _greedy(text, size_pt, face, width_mm)
    best, least = lines, _badness(lines, size_pt, face)
    count, narrower = len(lines), width_mm
    while count > 1 and narrower > width_mm / 2:
        narrower = max(text_width_mm(line, size_pt, face) for line in lines) - WIDTH_STEP_MM
        lines = _greedy(text, size_pt, face, narrower)
        if len(lines) > count:
            break
        badness = _badness(lines, size_pt, face)
        if badness < least:
            best, least = lines, badness
    return best


def _badness(lines: list[str], size_pt: float, face: Face) -> float:
    """The width of the longest line in mm, and what a line may be longer for each word it keeps whole."""
    parted = sum(belong_together(line.split(" ")[-1], below.split(" ")[0]) for line, below in pairwise(lines))
    return max(text_width_mm(line, size_pt, face) for line in lines) + parted * PARTED_WORD_MM


def _greedy(text: str, size_pt: float, face: Face, width_mm: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_mm(longer, size_pt, face) <= width_mm:
            lines[-1] = longer
        else:
            lines += _pieces(word, size_pt, face, width_mm)
    return lines


def _pieces(word: str, size_pt: float, face: Face, width_mm: float) -> list[str]:
    """The word, in pieces as wide as the line where it is wider."""
    pieces = [""]
    if text_width_mm(word, size_pt, face) <= width_mm:
        return [word]
    for letter in word:
        if pieces[-1] and text_width_mm(pieces[-1] + letter, size_pt, face) > width_mm:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def line_count(text: str, *, size_pt: float, width_mm: float) -> int:
    """Return how many lines the text takes in the regular face."""
    return len(_greedy(text, size_pt, Face.REGULAR, width_mm))
