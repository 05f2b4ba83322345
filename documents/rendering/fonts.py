"""The font files of the printed form, and the width of a text set in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from pathlib import Path

from documents.layout import POINTS_PER_MM

DEFAULT_FONT_DIR = Path("/usr/share/fonts/truetype/croscore")
FONT_DIR_VARIABLE = "DOCUMENT_FONT_DIR"
FONT_PACKAGE = "fonts-croscore"

_directory_in_use: ContextVar[Path | None] = ContextVar("font directory", default=None)


class Face(StrEnum):
    """The four styles of the Times family, named as their files."""

    REGULAR = "Tinos-Regular.ttf"
    BOLD = "Tinos-Bold.ttf"
    ITALIC = "Tinos-Italic.ttf"
    BOLD_ITALIC = "Tinos-BoldItalic.ttf"


class FontsMissing(Exception):
    """The font files are not where they are expected; the message names the folder and the package."""


def font_directory(chosen: Path | None = None) -> Path:
    """Return the folder of the four Tinos files: the one chosen, else that of DOCUMENT_FONT_DIR, else Debian's.

    Raises FontsMissing.
    """
    return _complete_directory(chosen or Path(os.environ.get(FONT_DIR_VARIABLE) or DEFAULT_FONT_DIR))


@cache
def _complete_directory(directory: Path) -> Path:
    missing = [face.value for face in Face if not (directory / face.value).is_file()]
    if missing:
        raise FontsMissing(
            f"Thiếu phông chữ {', '.join(missing)} trong {directory}: cài gói {FONT_PACKAGE} "
            f"(apt-get install {FONT_PACKAGE}) hoặc đặt {FONT_DIR_VARIABLE} tới thư mục có phông."
        )
    return directory.resolve()


@contextmanager
def fonts_from(chosen: Path | None) -> Iterator[Path]:
    """Measure text with the fonts of that folder inside the block. Raises FontsMissing."""
    directory = font_directory(chosen)
    token = _directory_in_use.set(directory)
    try:
        yield directory
    finally:
        _directory_in_use.reset(token)


def text_width_mm(text: str, size_pt: float, face: Face = Face.REGULAR) -> float:
    """Return the width of one line of text, without kerning, as Word and the PDF set it."""
    advances, units_per_em = _advances(_directory_in_use.get() or font_directory(), face)
    return sum(map(advances.__getitem__, text)) / units_per_em * size_pt / POINTS_PER_MM


def covered_letters() -> frozenset[str]:
    """Return the letters for which all four faces have a shape."""
    return _covered(_directory_in_use.get() or font_directory())


@cache
def _covered(directory: Path) -> frozenset[str]:
    return frozenset.intersection(*(frozenset(_advances(directory, face)[0]) for face in Face))


class _Advances(dict[str, int]):
    """The advance width of each character of a face, in units of its em; one the face lacks counts as wide as an x."""

    def __missing__(self, character: str) -> int:
        return self["x"]


@cache
def _advances(directory: Path, face: Face) -> tuple[_Advances, int]:
    """The widths and the units of an em."""
    from fontTools.ttLib import TTFont

    with TTFont(directory / face.value, lazy=True) as font:
        widths = font["hmtx"].metrics
        advances = {chr(code): widths[glyph][0] for code, glyph in font.getBestCmap().items()}
        return _Advances(advances), font["head"].unitsPerEm
