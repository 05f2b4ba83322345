"""Biển tên on paper: how large a name can stand on its plate, and the sheets as PDF and as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.composing.name_plates import NamePlate, PlateForm
from documents.layout import FONT_LINE_HEIGHT_EM, NAME_PLATE, POINTS_PER_MM
from documents.rendering.engine import laid_out, pdf_bytes
from documents.rendering.fonts import Face, fonts_from, text_width_mm
from documents.rendering.lines import centred
from documents.rendering.markup import templates
from documents.vietnamese import fold_spaces

_SIZE_STEP_PT = 0.5
_TEXT_WIDTH_MM = NAME_PLATE.face_width_mm - 2 * NAME_PLATE.side_mm


class NameDoesNotFit(ValueError):
    """A name is too long to be read from five metres on one plate."""


class NameMissing(ValueError):
    """A plate without a name."""


@dataclass(frozen=True, slots=True)
class PlateLine:
    """A line of one face and its size."""

    text: str
    size_pt: float

    @property
    def height_mm(self) -> float:
        return self.size_pt * FONT_LINE_HEIGHT_EM / POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class PrintedPlate:
    """The lines of one face; `top_mm` is the space above the first that centres them."""

    name: list[PlateLine]
    below: list[PlateLine]

    @property
    def top_mm(self) -> float:
        lines_mm = sum(line.height_mm for line in [*self.name, *self.below])
        return round((NAME_PLATE.face_height_mm - lines_mm - self.gap_mm) / 2, 2)

    @property
    def gap_mm(self) -> float:
        return NAME_PLATE.post_before_mm if self.below else 0.0

    @property
    def capital_mm(self) -> float:
        """The height of the capitals of the name."""
        return self.name[0].size_pt * NAME_PLATE.capital_em / POINTS_PER_MM


def render_name_plates_pdf(
    plates: Sequence[NamePlate], *, form: PlateForm = PlateForm.TENT, fonts: Path | None = None
) -> bytes:
    """Return the sheets as PDF. Raises NameDoesNotFit, NameMissing, FontsMissing."""
    with fonts_from(fonts) as directory:
        markup = (
            templates()
            .get_template("name_plates.html")
            .render(
                sheets=sheets(plates, form),
                is_tent=form is PlateForm.TENT,
                layout=NAME_PLATE,
                line_height_em=FONT_LINE_HEIGHT_EM,
            )
        )
        with laid_out(markup, directory) as pages:
            return pdf_bytes(pages)


def sheets(plates: Sequence[NamePlate], form: PlateForm) -> list[list[PrintedPlate]]:
    """Return the faces of each sheet from the top: one person on both halves of a tent, else two persons."""
    printed = [printed_plate(plate) for plate in plates]
    if form is PlateForm.TENT:
        return [[plate, plate] for plate in printed]
    return [printed[first : first + 2] for first in range(0, len(printed), 2)]


def printed_plate(plate: NamePlate) -> PrintedPlate:
    """Return the plate with the largest name that fits in one or two lines; post and organisation make room for it.

    Raises NameDoesNotFit, NameMissing.
    """
    if not plate.name.strip():
        raise NameMissing(f"Biển tên chưa có họ và tên: {plate.post} {plate.organisation}.")
    least = _points(NAME_PLATE.least_capital_mm)
    for post_pt in range(NAME_PLATE.post_pt, NAME_PLATE.least_post_pt - 1, -1):
        below = [line for text in (plate.post, plate.organisation) if text.strip() for line in _small(text, post_pt)]
        room_mm = NAME_PLATE.face_height_mm - 2 * NAME_PLATE.edge_mm
        if below:
            room_mm -= NAME_PLATE.post_before_mm + sum(line.height_mm for line in below)
        name = max((_largest(lines, room_mm) for lines in _breakings(fold_spaces(plate.name))), key=_size)
        if _size(name) >= least:
            return PrintedPlate(name, below)
    raise NameDoesNotFit(
        f"Tên “{fold_spaces(plate.name)}” quá dài để đọc được từ 5 mét trên biển tên: rút gọn tên hoặc chức vụ, cơ quan."
    )


def _breakings(name: str) -> list[list[str]]:
    """The name on one line and at every place in two."""
    words = name.split(" ")
    return [[name], *([" ".join(words[:place]), " ".join(words[place:])] for place in range(1, len(words)))]


def _largest(lines: list[str], room_mm: float) -> list[PlateLine]:
    """The lines in the largest size, in half points, that fits the width, the height and the largest capital."""
    width_of_a_point = max(text_width_mm(line, 1, Face.BOLD) for line in lines)
    height_of_a_point = len(lines) * FONT_LINE_HEIGHT_EM / POINTS_PER_MM
    size = min(
        _TEXT_WIDTH_MM / width_of_a_point,
        room_mm / height_of_a_point,
        _points(NAME_PLATE.largest_capital_mm),
    )
    return [PlateLine(line, int(size / _SIZE_STEP_PT) * _SIZE_STEP_PT) for line in lines]


def _small(text: str, size_pt: int) -> list[PlateLine]:
    """Post or organisation: smaller until it fits its line, and from the least size on in several lines."""
    words = fold_spaces(text)
    fitting = min(size_pt, _TEXT_WIDTH_MM / text_width_mm(words, 1))
    size = max(int(fitting / _SIZE_STEP_PT) * _SIZE_STEP_PT, NAME_PLATE.least_post_pt)
    lines = centred([words], size_pt=size, face=Face.REGULAR, width_mm=_TEXT_WIDTH_MM).lines
    return [PlateLine(line, size) for line in lines]


def _points(capital_mm: float) -> float:
    """The size whose capitals are that high."""
    return capital_mm * POINTS_PER_MM / NAME_PLATE.capital_em


def _size(lines: list[PlateLine]) -> float:
    return lines[0].size_pt
