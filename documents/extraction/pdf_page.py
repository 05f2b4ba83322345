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
    """Return the words of a page, raised letters as "<sup>…</sup>". PDFium's U+FFFE, a hyphen at a line end, becomes "-"."""
    text_page = page.get_textpage()
    words: list[PdfWord] = []
    letters: list[str] = []
    box: list[float] = []
    baseline = size = last_right = 0.0
    is_raised = was_raised = False
    rectangle = pdfium.FS_RECTF()
    for index in range(min(text_page.count_chars(), _MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
        character = "-" if code in (0xFFFE, 0x02) else chr(code) if 0 < code < 0x110000 else " "
        if character.isspace():
            was_raised = is_raised
            _close(words, letters, box, is_raised=is_raised)
            letters, box, is_raised = [], [], False
            continue
        if pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, rectangle):
            here = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        else:
            here = (box[2], box[1], box[2], box[3]) if box else (0.0, 0.0, 0.0, 0.0)
        if box and (
            here[0] < box[2] - 6 or abs((here[1] + here[3]) / 2 - (box[1] + box[3]) / 2) > 0.8 * (box[3] - box[1] + 1)
        ):
            _close(words, letters, box, is_raised=is_raised)
            letters, box, is_raised = [], [], False
        height = here[3] - here[1]
        is_near = -6 < here[0] - last_right < 10
        if not is_near or not -0.2 * height < here[1] - baseline < 0.7 * height:
            baseline, size = here[1], height  # another line or column
        last_right = here[2]
        # A cell of the next column may begin higher: raised letters follow a letter, another raised word, or are smaller.
        may_raise = bool(letters) or was_raised or height < 0.92 * size
        if not may_raise:
            baseline, size = here[1], height
        raises = may_raise and here[1] - baseline > 0.08 * height and (character.isalpha() or is_raised)
        if raises != is_raised:
            letters.append("<sup>" if raises else "</sup>")
            is_raised = raises
        letters.append(character)
        box = (
            [min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])]
            if box
            else list(here)
        )
    _close(words, letters, box, is_raised=is_raised)
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
    return lines


def _close(words: list[PdfWord], letters: list[str], box: list[float], *, is_raised: bool) -> None:
    if letters:
        text = "".join(letters) + ("</sup>" if is_raised else "")
        words.append(PdfWord(text, box[0], box[2], box[1], box[3]))
