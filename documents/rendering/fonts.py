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
    directory = chosen or Path(os.environ.get(FONT_DIR_VARIABLE) or DEFAULT_FONT_DIR)
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
    token = _directory_in_use.set(font_directory(chosen))
    try:
        yield font_directory(chosen)
    finally:
        _directory_in_use.reset(token)


def text_width_mm(text: str, size_pt: float, face: Face = Face.REGULAR) -> float:
    """Return the width of one line of text, without kerning, as Word and the PDF set it."""
    advances, units_per_em = _advances(_directory_in_use.get() or font_directory(), face)
    fallback = advances.get(ord("x"), units_per_em // 2)
    units = sum(advances.get(ord(character), fallback) for character in text)
    return units / units_per_em * size_pt / POINTS_PER_MM


@cache
def _advances(directory: Path, face: Face) -> tuple[dict[int, int], int]:
    """The advance width of each character of the face, and the units of its em."""
    from fontTools.ttLib import TTFont

    with TTFont(directory / face.value, lazy=True) as font:
        widths = font["hmtx"].metrics
        return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm
