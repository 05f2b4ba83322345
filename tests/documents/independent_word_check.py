"""The rules of the official format measured on a Word file with zipfile and lxml alone.

Numbers are those of docs/domain/official-format.md, column "DOCX counterpart"; twips are 1/20 pt, `w:sz` counts half points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MARGINS = {"left": (1701, 1985, "F03"), "right": (850, 1134, "F04"), "top": (1134, 1418, "F05"), "bottom": (1134, 1418, "F06")}  # fmt: skip
TWIP = 6  # a tenth of a millimetre, what rounding may cost
FONT = "Times New Roman"
URGENCIES = {"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"}


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with the form its letters really have: own settings, else those of its styles."""

    text: str
    sizes: frozenset[int]
    fonts: frozenset[str]
    colours: frozenset[str]
    is_bold: bool
    is_italic: bool
    jc: str
    first_line: int
    gap: int
    line: int
    line_rule: str
    has_top_border: bool
    cell: tuple[int, int, int] | None  # table, row, column
    in_head: bool = False


class WordFile:
    """The parts of a DOCX that carry text and form."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            self.document = etree.fromstring(package.read("word/document.xml"))
            self.styles = etree.fromstring(package.read("word/styles.xml"))
            self.numbering = (
                etree.fromstring(package.read("word/numbering.xml")) if "word/numbering.xml" in names else None
            )
            relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
            self.targets = {each.get("Id"): each.get("Target") for each in relations}
            self.margins = {
                name: etree.fromstring(package.read(name))
                for name in names
                if name.startswith(("word/header", "word/footer"))
            }
        self.body = self.document.find(f"{W}body")
        self._by_id = {style.get(f"{W}styleId"): style for style in self.styles.findall(f"{W}style")}
        default = next(
            s for s in self.styles.findall(f"{W}style") if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph"
        )
        self._default_id = default.get(f"{W}styleId")
        self._numbers: dict[tuple[str, str], str] = {}
        self._chains: dict[str, list[etree._Element]] = {}
        self.paragraphs = list(self._read(self.body))

    def _read(self, parent: etree._Element) -> Iterator[WordParagraph]:
        table = -1
        for child in parent:
            if child.tag == f"{W}p":
                yield self.paragraph(child, None)
            elif child.tag == f"{W}tbl":
                table += 1
                for row_at, row in enumerate(child.findall(f"{W}tr")):
                    in_head = row.find(f"{W}trPr/{W}tblHeader") is not None
                    for column, cell in enumerate(row.findall(f"{W}tc")):
                        merge = cell.find(f"{W}tcPr/{W}vMerge")
                        if merge is not None and merge.get(f"{W}val") != "restart":
                            continue
                        for each in cell.iter(f"{W}p"):
                            yield self.paragraph(each, (table, row_at, column), in_head=in_head)

    def paragraph(
        self, element: etree._Element, cell: tuple[int, int, int] | None, *, in_head: bool = False
    ) -> WordParagraph:
        own = element.find(f"{W}pPr")
        style_id = (
            own.find(f"{W}pStyle").get(f"{W}val")
            if own is not None and own.find(f"{W}pStyle") is not None
            else self._default_id
        )
        chain = self._chain(style_id)
        shapes = [own, *(style.find(f"{W}pPr") for style in chain)]
        runs = [run for run in element.iter(f"{W}r") if any(t.text and t.text.strip() for t in run.iter(f"{W}t"))]
        letters = [[run.find(f"{W}rPr"), *(style.find(f"{W}rPr") for style in chain), self._defaults()] for run in runs]
        spacing = {name: _first(shapes, f"{W}spacing", name) for name in ("before", "after", "line", "lineRule")}
        text = "".join(t.text or "" for t in element.iter(f"{W}t"))
        return WordParagraph(
            text=f"{self._bullet(shapes)}{text}",
            sizes=frozenset(int(_first(form, f"{W}sz", "val") or 20) for form in letters),
            fonts=frozenset(font for form in letters for font in _fonts(form)),
            colours=frozenset(_first(form, f"{W}color", "val") or "auto" for form in letters),
            is_bold=bool(letters) and all(_is_on(form, f"{W}b") for form in letters),
            is_italic=bool(letters) and all(_is_on(form, f"{W}i") for form in letters),
            jc=_first(shapes, f"{W}jc", "val") or "left",
            first_line=int(_first(shapes, f"{W}ind", "firstLine") or 0),
            gap=int(spacing["before"] or 0) + int(spacing["after"] or 0),
            line=int(spacing["line"] or 240),
            line_rule=spacing["lineRule"] or "auto",
            has_top_border=any(shape is not None and shape.find(f"{W}pBdr/{W}top") is not None for shape in shapes),
            cell=cell,
            in_head=in_head,
        )

    def _chain(self, style_id: str) -> list[etree._Element]:
        """The style and those it is based on."""
        if style_id not in self._chains:
            chain, name = [], style_id
            while name is not None:
                style = self._by_id[name]
                chain.append(style)
                based = style.find(f"{W}basedOn")
                name = based.get(f"{W}val") if based is not None else None
            self._chains[style_id] = chain
        return self._chains[style_id]

    def _defaults(self) -> etree._Element | None:
        return self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def _bullet(self, shapes: list[etree._Element | None]) -> str:
        """The dash or plus that Word itself sets before the text."""
        numbered = next(
            (s.find(f"{W}numPr") for s in shapes if s is not None and s.find(f"{W}numPr") is not None), None
        )
        if numbered is None or self.numbering is None:
            return ""
        key = tuple(numbered.find(f"{W}{name}").get(f"{W}val") for name in ("numId", "ilvl"))
        if key not in self._numbers:
            number, level = key
            abstract = self.numbering.xpath(
                f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val", namespaces={"w": W[1:-1]}
            )
            texts = self.numbering.xpath(
                f"w:abstractNum[@w:abstractNumId='{abstract[0]}']/w:lvl[@w:ilvl='{level}']/w:lvlText/@w:val",
                namespaces={"w": W[1:-1]},
            )
            self._numbers[key] = f"{texts[0]} "
        return self._numbers[key]


def _first(forms: list[etree._Element | None], tag: str, attribute: str) -> str | None:
    for form in forms:
        found = form.find(tag) if form is not None else None
        if found is not None and found.get(f"{W}{attribute}") is not None:
            return found.get(f"{W}{attribute}")
    return None


def _is_on(forms: list[etree._Element | None], tag: str) -> bool:
    for form in forms:
        found = form.find(tag) if form is not None else None
        if found is not None:
            return found.get(f"{W}val") not in {"0", "false"}
    return False


def _fonts(forms: list[etree._Element | None]) -> Iterator[str]:
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        for form in forms:
            fonts = form.find(f"{W}rFonts") if form is not None else None
            if fonts is None:
                continue
            if any(fonts.get(f"{W}{theme}") for theme in (f"{script}Theme", "cstheme")):
                yield "theme font"
            if fonts.get(f"{W}{script}") is not None:
                yield fonts.get(f"{W}{script}")
                break


def check_word(data: bytes, *, type_code: str, is_draft: bool = False, parts: int | None = None) -> list[str]:
    """Return what breaks a rule in the Word file. `parts` is how many sections with their own page numbers it should have."""
    return check_word_file(WordFile(data), type_code=type_code, is_draft=is_draft, parts=parts)


def check_word_file(file: WordFile, *, type_code: str, is_draft: bool = False, parts: int | None = None) -> list[str]:
    """Return what breaks a rule in the opened file."""
    found = [*_sections(file, parts), *_letters(file)]
    found += _heading(file.paragraphs, type_code=type_code, is_draft=is_draft)
    found += _body(file.paragraphs)
    found += _closing(file.paragraphs)
    found += _appendices(file.paragraphs)
    return found


def _sections(file: WordFile, parts: int | None) -> Iterator[str]:
    sections = list(file.document.iter(f"{W}sectPr"))
    numbered = [section for section in sections if section.find(f"{W}pgNumType") is not None]
    if (
        parts is not None
        and 1 + sum(section.find(f"{W}pgNumType").get(f"{W}start") == "1" for section in numbered) != parts
    ):
        yield f"F15 {len(numbered)} sections restart their page numbers, parts: {parts}"
    for place, section in enumerate(sections):
        size = section.find(f"{W}pgSz")
        width, height = (int(size.get(f"{W}{side}")) for side in "wh")
        is_landscape = size.get(f"{W}orient") == "landscape"
        if (
            abs(min(width, height) - 11906) > 57
            or abs(max(width, height) - 16838) > 57
            or is_landscape != (width > height)
        ):
            yield f"F01 section {place}: {width} x {height}"
        if place == 0 and is_landscape:
            yield "F02 the first section lies on its side"
        margins = section.find(f"{W}pgMar")
        for side, (low, high, rule) in MARGINS.items():
            if not low - TWIP <= int(margins.get(f"{W}{side}")) <= high + TWIP:
                yield f"{rule} section {place}: {side} {margins.get(f'{W}{side}')}"
        if section.find(f"{W}titlePg") is None:
            yield f"F12 section {place}: its first page shows a number"
        yield from _page_field(file, section, place)


def _page_field(file: WordFile, section: etree._Element, place: int) -> Iterator[str]:
    references = [each for each in section.findall(f"{W}headerReference") if each.get(f"{W}type") == "default"]
    if not references:
        if place == 0:
            yield "F13 no header"
        return  # a later section takes the header of the one before
    header = file.margins[f"word/{file.targets[references[0].get(f'{R}id')]}"]
    line = next(
        (p for p in header.iter(f"{W}p") if "PAGE" in "".join(i.text or "" for i in p.iter(f"{W}instrText"))), None
    )
    if line is None:
        yield f"F13 section {place}: no page number"
        return
    form = file.paragraph(line, None)
    if form.jc != "center" or not form.sizes <= {26, 27, 28} or form.is_bold or form.is_italic:
        yield f"F14 section {place}: {form.jc} {set(form.sizes)}"


def _letters(file: WordFile) -> Iterator[str]:
    for line in file.paragraphs:
        if line.fonts - {FONT}:
            yield f"F07 {set(line.fonts)}: {line.text[:40]}"
        if line.colours - {"auto", "000000"} and line.text not in URGENCIES:
            yield f"F08 {set(line.colours)}: {line.text[:40]}"
        if any(not 20 <= size <= 28 for size in line.sizes):
            yield f"F10 {set(line.sizes)}: {line.text[:40]}"
    if any(re.search(r"[_─—]{4,}", line.text) for line in file.paragraphs):
        yield "F18 a rule made of characters"


def _heading(lines: list[WordParagraph], *, type_code: str, is_draft: bool) -> Iterator[str]:
    texts = [line.text for line in lines]
    for text, rule, low, high in ((NATION, "F16", 24, 26), (MOTTO, "F17", 26, 28)):
        if text not in texts:
            yield f"{rule} missing: {text}"
            continue
        line = lines[texts.index(text)]
        if (
            not line.is_bold
            or line.is_italic
            or line.jc != "center"
            or not all(low <= size <= high for size in line.sizes)
        ):
            yield f"{rule} {set(line.sizes)} {line.jc}: {text}"
    if MOTTO in texts and not lines[texts.index(MOTTO) + 1].has_top_border:
        yield "F18 no rule under the motto"
    number = next((line for line in lines if line.text.startswith("Số:")), None)
    placed = next(
        (line for line in lines if line.is_italic and re.search("ngày.*tháng.*năm", line.text) and line.cell), None
    )
    if number is None or number.sizes != {26} or number.is_bold or number.is_italic:
        yield f"F23 {number}"
    elif not re.match(r"^Số: \d{2,}/\S+$" if not is_draft else r"^Số: *\d* *\S*/\S+$", number.text):
        yield f"F24 {number.text}"
    if placed is None or not placed.sizes <= {26, 27, 28} or placed.is_bold or placed.jc != "center":
        yield f"F28 {placed}"
    elif number is not None and number.cell and placed.cell and number.cell[:2] != placed.cell[:2]:
        yield f"F27 number in {number.cell}, date in {placed.cell}"
    block = [
        line
        for line in lines
        if line.cell and line.cell[1] == 0 and line.cell[0] == 0 and line.cell[2] == 0 and line.text
    ]
    if not block or not block[-1].is_bold or any(not line.sizes <= {24, 26} or line.jc != "center" for line in block):
        yield f"F20 {[line.text for line in block]}"
    if type_code == "CV" and not any(line.text.startswith("V/v ") and line.gap >= 120 for line in lines):
        yield "F33 no V/v"


def _body(lines: list[WordParagraph]) -> Iterator[str]:
    indents = set()
    for line in lines:
        if line.cell is not None or line.jc == "center" or len(line.text) < 90 or line.sizes <= {20, 21, 22}:
            continue
        if not (line.sizes <= {26} or line.sizes <= {28}):
            yield f"F38 {set(line.sizes)}: {line.text[:40]}"
        if line.jc != "both":
            yield f"F39 {line.jc}: {line.text[:40]}"
        if min(abs(line.first_line - 567), abs(line.first_line - 720)) > TWIP:
            yield f"F40 {line.first_line}: {line.text[:40]}"
        if line.gap < 118:
            yield f"F41 {line.gap}: {line.text[:40]}"
        if line.line_rule != "auto" or not 240 <= line.line <= 360:
            yield f"F42 {line.line} {line.line_rule}: {line.text[:40]}"
        indents.add(line.first_line)
    if len(indents) > 1:
        yield f"F40 several indents: {indents}"


def _closing(lines: list[WordParagraph]) -> Iterator[str]:
    label = next((place for place, line in enumerate(lines) if line.text == "Nơi nhận:"), None)
    if label is None:
        yield "F53 no Nơi nhận"
        return
    form = lines[label]
    if form.sizes != {24} or not form.is_bold or not form.is_italic or form.jc not in {"left", "start", "both"}:
        yield f"F53 {form}"
    cell = form.cell
    beside = [line for line in lines[label + 1 :] if cell and line.cell == cell and line.text]
    # A long list goes on under the row of the signature, still in letters of 11 pt.
    below = [line for line in lines[label + 1 :] if line.cell is None and line.text and line.sizes <= {22}]
    for line in [*beside, *below]:
        if line.sizes != {22} or line.is_bold or line.is_italic:
            yield f"F55 {set(line.sizes)}: {line.text}"
    recipients = [line.text for line in [*beside, *below] if line.text.startswith("- ")]
    if any(not text.endswith(";") for text in recipients[:-1]):
        yield f"F55 {recipients}"
    if not recipients or not re.match(r"^- Lưu: VT\b.*\.", recipients[-1]):
        yield f"F56 {recipients[-1:]}"
    signer = [
        line
        for line in lines[label + 1 :]
        if cell and line.cell and line.cell[:2] == cell[:2] and line.cell[2] > cell[2]
    ]
    for line in signer:
        if line.text and (not line.is_bold or line.is_italic or line.jc != "center" or not line.sizes <= {26, 27, 28}):
            yield f"F48 {set(line.sizes)} {line.jc}: {line.text}"


def _appendices(lines: list[WordParagraph]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if line.cell is None and re.match(r"^Phụ lục(?: [IVXLC]+)?$", line.text):
            if line.sizes != {28} or not line.is_bold or line.is_italic or line.jc != "center":
                yield f"F59 {set(line.sizes)} {line.jc}: {line.text}"
            if not any(each.text.startswith("(Kèm theo") and each.is_italic for each in lines[place + 1 : place + 4]):
                yield f"F61 no (Kèm theo …) under {line.text}"
