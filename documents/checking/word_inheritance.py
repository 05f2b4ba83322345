"""What form a paragraph or run of a Word file really has: document defaults, styles, list level and its own settings in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from documents.extraction.archives import DocxPackage
from documents.extraction.word_numbering import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 20
TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class RunForm:
    """Letters: fonts by name, size in pt; `colour` is a hexadecimal RGB or None for automatic."""

    ascii_font: str = "Times New Roman"
    other_font: str = "Times New Roman"
    size_pt: float = 10.0
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_raised: bool = False
    is_capitals: bool = False
    is_hidden: bool = False
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """Shape of a paragraph; lengths in mm, gaps in pt. `line_spacing` is in lines, `line_pt` set where it is a fixed height."""

    alignment: str = "left"
    left_mm: float = 0.0
    right_mm: float = 0.0
    first_line_mm: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    line_spacing: float = 1.0
    line_pt: float | None = None
    is_contextual: bool = False
    borders: tuple[tuple[str, int], ...] = ()
    number: tuple[str, int] | None = None
    style: str = ""


class Inheritance:
    """Settles forms for one file. Style chains that run in a circle end where they began."""

    def __init__(self, package: DocxPackage) -> None:
        self._theme = _theme_fonts(package.part("word/theme/theme1.xml"))
        root = package.part("word/styles.xml")
        self._styles: dict[str, etree._Element] = {}
        self._default_style = ""
        self._run_defaults: etree._Element | None = None
        self._paragraph_defaults: etree._Element | None = None
        if root is not None:
            self._run_defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self._paragraph_defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            for style in root.iter(W + "style"):
                self._styles[style.get(W + "styleId", "")] = style
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    self._default_style = style.get(W + "styleId", "")
        self._list_indents = _list_indents(package.part("word/numbering.xml"))
        self._paragraph_forms: dict[str, ParagraphForm] = {}
        self._run_forms: dict[tuple[str, str], RunForm] = {}

    def paragraph(self, element: etree._Element) -> ParagraphForm:
        own = element.find(W + "pPr")
        style = _value(own, "pStyle") or self._default_style
        form = self._paragraph_style(style)
        if own is None:
            return form
        number = _number(own)
        if number is not None:
            form = replace(form, number=number)
            form = _with_indent(form, self._list_indents.get(number))
        elif form.number is not None and form.number in self._list_indents and own.find(W + "ind") is None:
            form = _with_indent(form, self._list_indents[form.number])
        return _with_paragraph(form, own)

    def run(self, run: etree._Element | None, *, paragraph_style: str) -> RunForm:
        own = run.find(W + "rPr") if run is not None else None
        return self._with_run(self._run_style(paragraph_style, _value(own, "rStyle") or ""), own)

    def style_of(self, element: etree._Element) -> str:
        return _value(element.find(W + "pPr"), "pStyle") or self._default_style

    def _chain(self, style: str) -> list[etree._Element]:
        """The style and those it is based on, the oldest first."""
        chain: list[etree._Element] = []
        while style in self._styles and len(chain) < _DEEPEST:
            element = self._styles[style]
            if element in chain:
                break
            chain.insert(0, element)
            style = _value(element, "basedOn") or ""
        return chain

    def _paragraph_style(self, style: str) -> ParagraphForm:
        if style not in self._paragraph_forms:
            form = _with_paragraph(ParagraphForm(style=style), self._paragraph_defaults)
            for element in self._chain(style):
                properties = element.find(W + "pPr")
                number = _number(properties)
                if number is not None:
                    form = _with_indent(replace(form, number=number), self._list_indents.get(number))
                form = _with_paragraph(form, properties)
            self._paragraph_forms[style] = form
        return self._paragraph_forms[style]

    def _run_style(self, paragraph_style: str, run_style: str) -> RunForm:
        key = (paragraph_style, run_style)
        if key not in self._run_forms:
            form = self._with_run(RunForm(), self._run_defaults)
            for element in [*self._chain(paragraph_style), *(self._chain(run_style) if run_style else [])]:
                form = self._with_run(form, element.find(W + "rPr"))
            self._run_forms[key] = form
        return self._run_forms[key]

    def _with_run(self, form: RunForm, properties: etree._Element | None) -> RunForm:
        if properties is None or not len(properties):
            return form
        changes: dict[str, Any] = {}
        fonts = properties.find(W + "rFonts")
        if fonts is not None:
            for field, name in (("ascii_font", "ascii"), ("other_font", "hAnsi")):
                theme = self._theme.get(fonts.get(f"{W}{name}Theme", ""))
                if theme or fonts.get(W + name):
                    changes[field] = theme or fonts.get(W + name)
        size = _value(properties, "sz")
        if size and size.replace(".", "").isdigit():
            changes["size_pt"] = float(size) / 2
        for field, name in (("is_bold", "b"), ("is_italic", "i"), ("is_hidden", "vanish"), ("is_capitals", "caps")):
            switch = properties.find(W + name)
            if switch is not None:
                changes[field] = switch.get(W + "val", "1").lower() not in _OFF
        underline, colour = properties.find(W + "u"), properties.find(W + "color")
        if underline is not None:
            changes["is_underlined"] = underline.get(W + "val", "single").lower() not in _OFF
        if colour is not None:
            value = colour.get(W + "val", "auto")
            changes["colour"] = None if value == "auto" else value.upper()
        raised = _value(properties, "vertAlign")
        if raised:
            changes["is_raised"] = raised in ("superscript", "subscript")
        position = _value(properties, "position")
        if position and position.lstrip("-").isdigit() and int(position) != 0:
            changes["is_raised"] = True
        return replace(form, **changes) if changes else form


def _with_paragraph(form: ParagraphForm, properties: etree._Element | None) -> ParagraphForm:
    if properties is None:
        return form
    changes: dict[str, Any] = {}
    alignment = _value(properties, "jc")
    if alignment:
        changes["alignment"] = {"start": "left", "end": "right", "distribute": "both"}.get(alignment, alignment)
    spacing = properties.find(W + "spacing")
    if spacing is not None:
        changes |= _spacing(spacing)
    contextual = properties.find(W + "contextualSpacing")
    if contextual is not None:
        changes["is_contextual"] = contextual.get(W + "val", "1").lower() not in _OFF
    borders = properties.find(W + "pBdr")
    if borders is not None:
        changes["borders"] = tuple(
            (etree.QName(side).localname, _twips(side.get(W + "sz")) or 4)
            for side in borders
            if side.get(W + "val", "nil") not in ("nil", "none")
        )
    return _with_indent(replace(form, **changes), properties.find(W + "ind"))


def _spacing(spacing: etree._Element) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for field, name in (("before_pt", "before"), ("after_pt", "after")):
        if spacing.get(f"{W}{name}Autospacing", "0").lower() not in _OFF:
            changes[field] = 14.0
        elif (value := _twips(spacing.get(W + name))) is not None:
            changes[field] = value / 20
    line = _twips(spacing.get(W + "line"))
    if line is not None:
        rule = spacing.get(W + "lineRule", "auto")
        changes["line_spacing"] = line / 240 if rule == "auto" else 1.0
        changes["line_pt"] = line / 20 if rule == "exact" else None
    return changes


def _with_indent(form: ParagraphForm, indent: etree._Element | None) -> ParagraphForm:
    if indent is None:
        return form
    changes: dict[str, Any] = {}
    for field, names in (("left_mm", ("left", "start")), ("right_mm", ("right", "end"))):
        value = next((value for name in names if (value := _twips(indent.get(W + name))) is not None), None)
        if value is not None:
            changes[field] = value / TWIPS_PER_MM
    first, hanging = _twips(indent.get(W + "firstLine")), _twips(indent.get(W + "hanging"))
    if hanging is not None:
        changes["first_line_mm"] = -hanging / TWIPS_PER_MM
    elif first is not None:
        changes["first_line_mm"] = first / TWIPS_PER_MM
    return replace(form, **changes) if changes else form


def _number(properties: etree._Element | None) -> tuple[str, int] | None:
    number = properties.find(W + "numPr") if properties is not None else None
    if number is None:
        return None
    level = _twips(_value(number, "ilvl"))
    return _value(number, "numId") or "0", int(level or 0)


def _list_indents(root: etree._Element | None) -> dict[tuple[str, int], etree._Element]:
    if root is None:
        return {}
    abstracts = {each.get(W + "abstractNumId"): each for each in root.iter(W + "abstractNum")}
    found: dict[tuple[str, int], etree._Element] = {}
    for number in root.iter(W + "num"):
        abstract = abstracts.get(_value(number, "abstractNumId"))
        for level in abstract.iter(W + "lvl") if abstract is not None else ():
            indent = level.find(f"{W}pPr/{W}ind")
            if indent is not None:
                found[(number.get(W + "numId", ""), int(_twips(level.get(W + "ilvl")) or 0))] = indent
    return found


def _theme_fonts(root: etree._Element | None) -> dict[str, str]:
    names: dict[str, str] = {}
    for kind in ("minor", "major") if root is not None else ():
        latin = root.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin") if root is not None else None
        face = latin.get("typeface", "") if latin is not None else ""
        names |= {f"{kind}Ascii": face, f"{kind}HAnsi": face} if face else {}
    return names


def _value(element: etree._Element | None, name: str) -> str | None:
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def _twips(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
