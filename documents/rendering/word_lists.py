"""Markers of provisions that Word keeps: dashes and pluses as bullets, Roman and Arabic numbers as fields.

A field shows its number as text, so that whoever reads or copies the file without Word sees it too; Word counts again when
fields are updated. Letters stay typed, because Word's lists have no Vietnamese alphabet (a, b, c, d, đ).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.layout import BODY, FONT_FAMILY_WORD
from documents.numerals import roman
from documents.official import ProvisionKind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

    from documents.rendering.printed import Block, Mark, Run

# What the schema of WordprocessingML puts after w:numPr in the properties of a paragraph, as far as it is used here.
_AFTER_NUMBERING = (
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)
BULLETS = {"-": 0, "+": 1}  # marker: level of the list
_LIST_ID = "90"  # clear of the lists the empty Word file brings
_MARKS = {
    ProvisionKind.SECTION: re.compile(r"(?P<prefix>)(?P<number>[IVXLC]+)(?P<suffix>[.)]?)"),
    ProvisionKind.ARTICLE: re.compile(r"(?P<prefix>Điều )(?P<number>\d+)(?P<suffix>[.:]?)"),
    ProvisionKind.CLAUSE: re.compile(r"(?P<prefix>(?:\d+\.)*)(?P<number>\d+)(?P<suffix>[.)]?)"),
}
_NAMES = {ProvisionKind.SECTION: "Muc", ProvisionKind.ARTICLE: "Dieu", ProvisionKind.CLAUSE: "Khoan"}
_RANK = list(ProvisionKind)
_ListKey = tuple[ProvisionKind, str, int | None]  # kind, typed prefix, parent


@dataclass(slots=True)
class _Siblings:
    """Provisions of one list; `is_counted` while their numbers run 1, 2, 3, …"""

    name: str
    last: int = 0
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class NumberField:
    """A marker in three parts; Word counts the middle one under the name of its list."""

    prefix: str
    number: str
    suffix: str
    sequence: str
    is_roman: bool


class WordLists:
    """The lists of one Word file; every list of siblings has a name of its own, so that each counts from one."""

    def __init__(self) -> None:
        self._names = count(1)

    def number_fields(self, blocks: list[Block]) -> list[NumberField | None]:
        """Return for each block the field that counts it, None where its marker is typed or missing."""
        found: list[tuple[NumberField, _Siblings] | None] = []
        open_lists: dict[_ListKey, _Siblings] = {}
        for block in blocks:
            if block.mark is not None:
                _close_lists_below(open_lists, block.mark.kind)
            found.append(self._counted(block.mark, open_lists) if block.mark is not None else None)
        return [pair[0] if pair is not None and pair[1].is_counted else None for pair in found]

    def _counted(self, mark: Mark, open_lists: dict[_ListKey, _Siblings]) -> tuple[NumberField, _Siblings] | None:
        match = _MARKS[mark.kind].fullmatch(mark.text) if mark.kind in _MARKS else None
        if match is None:
            return None
        is_roman = mark.kind is ProvisionKind.SECTION
        value = _value(match["number"], is_roman=is_roman)
        # The articles of a text run on through its chapters.
        key = (mark.kind, match["prefix"], None if mark.kind is ProvisionKind.ARTICLE else mark.parent)
        if value == 1 or key not in open_lists:
            open_lists[key] = _Siblings(f"{_NAMES[mark.kind]}{next(self._names)}")
        siblings = open_lists[key]
        siblings.is_counted = siblings.is_counted and value == siblings.last + 1
        siblings.last = value
        return NumberField(match["prefix"], match["number"], match["suffix"], siblings.name, is_roman), siblings


def _close_lists_below(open_lists: dict[_ListKey, _Siblings], kind: ProvisionKind) -> None:
    """A provision ends the lists of lower levels; those with a parent end with it anyway."""
    for key in list(open_lists):
        listed, _, parent = key
        if parent is None and listed is not ProvisionKind.ARTICLE and _RANK.index(listed) > _RANK.index(kind):
            del open_lists[key]


def _value(number: str, *, is_roman: bool) -> int:
    """The number, -1 where it is not written as a list writes it."""
    if not is_roman:
        return int(number) if not number.startswith("0") else -1
    return next((value for value in range(1, 100) if roman(value) == number), -1)


def bullet_level(mark: Mark | None) -> int | None:
    """Return the level of the bullet that stands for the marker, None where it is no bullet."""
    return BULLETS.get(mark.text) if mark is not None else None


def set_bullet(target: Paragraph, level: int) -> None:
    """Make the paragraph an item of the list of dashes and pluses."""
    target._p.get_or_add_pPr().insert_element_before(_bullet_properties(level), *_AFTER_NUMBERING)


def write_field(target: Paragraph, field: NumberField, form: Run) -> None:
    """Write the marker with its number as a field that shows it, in the form of the run it stands in."""
    format_switch = "ROMAN" if field.is_roman else "ARABIC"
    code = rf" SEQ {field.sequence} \* {format_switch} "
    for text, kind in (
        (field.prefix, "text"),
        ("begin", "mark"),
        (code, "code"),
        ("separate", "mark"),
        (field.number, "text"),
        ("end", "mark"),
        (field.suffix, "text"),
    ):
        if not text:
            continue
        run = target.add_run(text if kind == "text" else "")
        run.bold = True if form.is_bold else None
        if kind == "mark":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), text)
            run._r.append(mark)
        elif kind == "code":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve">{text}</w:instrText>'))


def link_bullet_style(file: Document, style_name: str, level: int) -> None:
    """Let the style itself carry the bullet, so that staff get it by choosing the style."""
    properties = file.styles[style_name].element.get_or_add_pPr()
    properties.insert_element_before(_bullet_properties(level), *_AFTER_NUMBERING)


def _bullet_properties(level: int) -> BaseOxmlElement:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST_ID}"/></w:numPr>')


def define_bullets(file: Document) -> None:
    """Write the list of two levels, "-" and "+", with the indent of the body and a space after the bullet."""
    indent = round(BODY.indent_mm / 25.4 * 1440)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{indent}"/></w:pPr><w:rPr><w:rFonts w:ascii="{FONT_FAMILY_WORD}"'
        f' w:hAnsi="{FONT_FAMILY_WORD}" w:eastAsia="{FONT_FAMILY_WORD}" w:cs="{FONT_FAMILY_WORD}"/></w:rPr></w:lvl>'
        for text, level in BULLETS.items()
    )
    numbering = file.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST_ID}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert_element_before(abstract, "w:num", "w:numIdMacAtCleanup")
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST_ID}"><w:abstractNumId w:val="{_LIST_ID}"/></w:num>')
    numbering.insert_element_before(number, "w:numIdMacAtCleanup")
