"""Every number of the official format, once: what the portal prints and what the rules allow.

Values follow Nghị định 30/2020/NĐ-CP, Phụ lục I; the ids F01-F74 are those of docs/domain/official-format.md. Printer (PDF and
DOCX) and checker read the same values, so that a change here changes both.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

POINTS_PER_MM = 72 / 25.4
FONT_FAMILY_WORD = "Times New Roman"  # F07, in a DOCX
FONT_FAMILY_PDF = (
    "Tinos KH"  # bound to the Tinos files by @font-face, so that no system font of the same name can step in
)
FONT_NAMES_ALLOWED = ("TimesNewRoman", "LiberationSerif", "Tinos")  # F07, after the subset prefix of a PDF
FONT_LINE_HEIGHT_EM = 2355 / 2048  # single line spacing of the Times family
URGENCY_WIDTHS_MM = {"KHẨN": 20.0, "THƯỢNG KHẨN": 40.0, "HỎA TỐC": 30.0}  # F63


@dataclass(frozen=True, slots=True)
class Allowed:
    """A closed range a rule allows, and the tolerance of measuring it."""

    low: float
    high: float
    tolerance: float = 0.0

    def __contains__(self, value: float) -> bool:
        return self.low - self.tolerance <= value <= self.high + self.tolerance


@dataclass(frozen=True, slots=True)
class Page:
    """A4 (F01) with margins at the low end of F03-F06; the page number stands in the top margin (F13)."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    margin_top_mm: float = 20.0
    margin_bottom_mm: float = 20.0
    margin_left_mm: float = 30.0
    margin_right_mm: float = 15.0
    number_from_edge_mm: float = 10.0
    number_pt: float = 14.0
    contact_pt: float = 11.0  # F66: ô 13, at the foot of the text of page 1, under a rule as wide as the text
    contact_gap_pt: float = 8.0  # between the text and that rule
    contact_padding_pt: float = 3.0  # between the rule and the line

    @property
    def text_width_mm(self) -> float:
        return self.width_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def landscape_text_width_mm(self) -> float:
        return self.height_mm - self.margin_left_mm - self.margin_right_mm


@dataclass(frozen=True, slots=True)
class Header:
    """The block of ô 1-5b on page 1: columns about 40 : 60 (F22), sizes 13/14/14 that move together (F11, F16-F28).

    `narrow_*` is the allowed smaller set 12/13/13, taken when place and date do not fit the right column.
    """

    left_column_mm: float = 66.0
    right_column_mm: float = 99.0
    nation_pt: float = 13.0  # F16
    motto_pt: float = 14.0  # F17
    date_pt: float = 14.0  # F28
    narrow_nation_pt: float = 12.0
    narrow_motto_pt: float = 13.0
    narrow_date_pt: float = 13.0
    narrow_agency_pt: float = 12.0
    agency_pt: float = 13.0  # F19, F20
    number_pt: float = 13.0  # F23
    letter_subject_pt: float = 13.0  # F33
    letter_subject_before_pt: float = 6.0  # F34
    number_before_pt: float = 6.0
    rule_gap_pt: float = 2.5  # F18: the rule stands 1-12 pt under the baseline
    rule_thickness_pt: float = 0.75  # F74
    rule_share: float = 0.42  # F21, F32: between 1/3 and 1/2 of the text
    urgency_height_mm: float = 8.0  # F63
    urgency_pt: float = 13.0
    urgency_before_pt: float = 8.0
    circulation_pt: float = 13.0  # F64: ô 11, in the top margin, centred over Quốc hiệu
    circulation_height_mm: float = 8.0
    circulation_padding_mm: float = 3.0
    circulation_from_edge_mm: float = 9.5
    name_slack_mm: float = 1.0  # kept free of a column beside names, which Word may set a trifle wider
    letter_subject_slack_mm: float = 4.0


@dataclass(frozen=True, slots=True)
class Title:
    """Type name, trích yếu and Kính gửi (F30-F32, F36)."""

    type_pt: float = 14.0
    subject_pt: float = 14.0
    before_pt: float = 18.0
    after_pt: float = 12.0
    subject_width_mm: float = 150.0
    addressee_pt: float = 14.0
    addressee_single_left_mm: float = 35.0
    addressee_dash_left_mm: float = 45.0


@dataclass(frozen=True, slots=True)
class Body:
    """Body text (F38-F42): one size, justified, first line indented, space between paragraphs, 1.1 lines."""

    size_pt: float = 14.0
    indent_mm: float = 10.0
    before_pt: float = 6.0
    line_spacing: float = 1.1

    @property
    def line_height_em(self) -> float:
        return self.line_spacing * FONT_LINE_HEIGHT_EM


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Tables: smaller than the body, never above it (section 1 of the format: 11-13 pt); lengths of columns in mm.

    A table whose columns do not fit at `size_pt` is set at `narrow_pt` with `narrow_padding_mm`.
    """

    size_pt: float = 12.0
    cell_padding_mm: float = 1.5
    narrow_pt: float = 11.0  # F10
    narrow_padding_mm: float = 0.4
    border_pt: float = 0.5
    before_pt: float = 8.0
    one_line_mm: float = 32.0  # a column whose every cell fits this is not broken over lines
    longest_word_mm: float = 32.0  # a longer word claims no more room and is broken
    centred_cell_mm: float = 22.0  # a column whose cells are all this short is set centred: ordinals, times, scores
    narrowest_column_mm: float = 4.8  # the widest letter at the smaller size between its paddings
    tall_row_mm: float = 190.0  # a higher row, which with head and title would not fit a page, may be divided


@dataclass(frozen=True, slots=True)
class Closing:
    """Signature block and Nơi nhận (F48-F56); the space for the signature is 28 mm (F51 asks 20-40)."""

    left_column_mm: float = 78.0
    right_column_mm: float = 87.0
    before_pt: float = 12.0
    signer_pt: float = 14.0
    signature_space_mm: float = 28.0
    recipients_label_pt: float = 12.0  # F53
    recipients_pt: float = 11.0  # F55
    initials_raise_pt: float = 3.0
    lines_kept_above: int = 2  # F52
    longest_kept_lines: int = 12  # a longer last paragraph may be divided; only its end stays with the signature
    name_slack_mm: float = 1.0
    drafter_right_mm: float = 12.0  # F65: drafter and copies end this far before the column of the signature
    recipients_beside_mm: float = 110.0  # a longer list goes on below the signature and may run over to the next page


@dataclass(frozen=True, slots=True)
class AppendixLayout:
    """Label, title and bracket of a Phụ lục (F59-F61)."""

    label_pt: float = 14.0
    title_pt: float = 14.0
    attached_pt: float = 14.0
    attached_width_mm: float = 160.0
    after_pt: float = 8.0


@dataclass(frozen=True, slots=True)
class NamePlateLayout:
    """A plate with a person's name on the table (biển tên): no paper of the decree, so no rule fixes it.

    The name is to be read from five metres. Capitals of 20 mm, 1/250 of that distance, are seen under 14 minutes of arc, nearly
    three times the 5 minutes a sound eye just makes out; the figure is an assumption of this project.
    """

    face_width_mm: float = 297.0  # half of an A4 sheet lying across
    face_height_mm: float = 105.0
    side_mm: float = 12.0
    edge_mm: float = 5.0
    largest_capital_mm: float = 32.0
    least_capital_mm: float = 20.0
    capital_em: float = 1341 / 2048  # height of a capital of the Times family
    post_pt: int = 32
    least_post_pt: int = 18
    post_before_mm: float = 2.0
    fold_mark_mm: float = 6.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules allow, for the checker; lengths in mm, sizes in pt."""

    margin_left_mm: Allowed = Allowed(30, 35, 0.5)  # F03
    margin_right_mm: Allowed = Allowed(15, 20, 0.5)  # F04
    margin_top_mm: Allowed = Allowed(20, 25, 1.0)  # F05
    margin_bottom_mm: Allowed = Allowed(20, 25, 1.0)  # F06
    any_size_pt: Allowed = Allowed(10, 14, 0.25)  # F10
    text_size_pt: Allowed = Allowed(13, 14, 0.25)  # F14, F17, F28, F30, F31, F36-F38, F48, F50, F60, F61
    small_header_pt: Allowed = Allowed(12, 13, 0.25)  # F16, F19, F20, F33
    indent_mm: tuple[float, ...] = (10.0, 12.7)  # F40
    indent_tolerance_mm: float = 0.7
    paragraph_gap_pt: float = 6.0  # F41
    line_spacing: Allowed = Allowed(1.0, 1.5)  # F42
    rule_share: Allowed = Allowed(1 / 3, 1 / 2)  # F21, F32
    rule_below_baseline_pt: Allowed = Allowed(1, 12, 0.5)  # F18
    rule_thickness_pt: Allowed = Allowed(0.4, 1.0, 0.05)  # F74
    signature_space_mm: Allowed = Allowed(20, 40, 0.5)  # F51
    black_at_most: int = 40  # F08, of 255
    centre_tolerance_mm: float = 2.0
    wide_centre_tolerance_mm: float = 3.0
    length_tolerance_mm: float = 1.0
    size_tolerance_pt: float = 0.25


PAGE = Page()
HEADER = Header()
TITLE = Title()
BODY = Body()
TABLE = TableLayout()
CLOSING = Closing()
APPENDIX = AppendixLayout()
NAME_PLATE = NamePlateLayout()
LIMITS = Limits()


@cache
def layout_version() -> str:
    """Return the version of the printed form: it changes with this file, the templates, the printing code and WeasyPrint.

    Renditions are kept under it, so a changed layout prints again instead of serving an old file.
    """
    here = Path(__file__).parent
    digest = hashlib.sha256(version("weasyprint").encode())
    wordings = [
        here / f"{name}.py"
        for name in ("layout", "official", "wording", "numerals", "capitals", "compounds", "vietnamese")
    ]
    for path in [*wordings, *sorted((here / "rendering").rglob("*"))]:
        if path.suffix in {".py", ".html", ".css"}:
            digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


LAYOUT_VERSION = layout_version()
