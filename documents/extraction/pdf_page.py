"""A PDF page as words with their place, set together into the lines a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

_MAX_CHARACTERS = 60_000


@dataclass(slots=True)
class PdfWord:
    """A word and its box in points, y upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(slots=True)
class PdfLine:
    """Words on one height, from left to right."""

    words: list[PdfWord] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def middle(self) -> float:
        return max(self.words, key=lambda word: word.height).middle

    @property
    def height(self) -> float:
        return max(word.height for word in self.words)

    def parts(self) -> list[list[PdfWord]]:
        """The words between wide gaps: one part for running text, two for two columns."""
        found: list[list[PdfWord]] = []
        for word in self.words:
            if found and word.left - found[-1][-1].right <= max(16.0, 1.6 * self.height):
                found[-1].append(word)
            else:
                found.append([word])
        return found


def page_words(page: pypdfium2.PdfPage) -> list[PdfWord]:
    """Return the words of a page. PDFium's U+FFFE, a hyphen at a line end, becomes "-"."""
    text_page = page.get_textpage()
    words: list[PdfWord] = []
    letters: list[str] = []
    box: list[float] = []
    base_size, raised_from = 0.0, 0
    rectangle = pdfium.FS_RECTF()
    for index in range(min(text_page.count_chars(), _MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
        character = "-" if code in (0xFFFE, 0x02) else chr(code) if 0 < code < 0x110000 else " "
        if character.isspace():
            _close(words, letters, box, raised_from)
            letters, box, raised_from = [], [], 0
            continue
        if pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, rectangle):
            here = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        else:
            here = (box[2], box[1], box[2], box[3]) if box else (0.0, 0.0, 0.0, 0.0)
        if box and (here[0] < box[2] - 6 or abs((here[1] + here[3]) / 2 - (box[1] + box[3]) / 2) > 0.8 * (box[3] - box[1] + 1)):
            _close(words, letters, box, raised_from)
            letters, box, raised_from = [], [], 0
        size = here[3] - here[1]
        if letters and not raised_from and size < 0.88 * base_size and here[1] > box[1] + 0.5 and character.isalpha():
            raised_from = len(letters)
        elif raised_from and size > 0.94 * base_size:
            letters[raised_from:] = [f"<sup>{''.join(letters[raised_from:])}</sup>"]
            raised_from = 0
        if not letters:
            base_size, raised_from = size, 0
        letters.append(character)
        box = [min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])] if box else list(here)
    _close(words, letters, box, raised_from)
    return words


def group_lines(words: Sequence[PdfWord]) -> list[PdfLine]:
    """Return the lines from the top of the page down."""
    lines: list[PdfLine] = []
    for word in sorted(words, key=lambda word: (-word.middle, word.left)):
        line = lines[-1] if lines else None
        if line is not None and abs(line.middle - word.middle) <= 0.45 * max(line.height, word.height):
            line.words.append(word)
        else:
            lines.append(PdfLine([word]))
    for line in lines:
        line.words.sort(key=lambda word: word.left)
        _raise_small_words(line)
    return lines


def _raise_small_words(line: PdfLine) -> None:
    """A small word behind raised letters is raised too ("PV HCC<sup>Thuy, Công</sup>")."""
    for before, word in zip(line.words, line.words[1:], strict=False):
        if before.text.endswith("</sup>") and word.height < 0.88 * line.height and not word.text.startswith("<sup>"):
            word.text = f"<sup>{word.text}</sup>"


def _close(words: list[PdfWord], letters: list[str], box: list[float], raised_from: int) -> None:
    if letters:
        if raised_from:
            letters[raised_from:] = [f"<sup>{''.join(letters[raised_from:])}</sup>"]
        words.append(PdfWord("".join(letters), box[0], box[2], box[1], box[3]))
