"""The outline of a plan: blocks placed under one another as provisions (Phần - Mục - Điều - Khoản - Điểm - gạch đầu dòng)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.official import Provision, ProvisionKind
from documents.reading.blocks import Block
from documents.reading.markers import Marker
from documents.reading.tables import ReadTable, read_table

_RANK = {
    ProvisionKind.PART: 0,
    ProvisionKind.SECTION: 10,
    ProvisionKind.ARTICLE: 20,
    ProvisionKind.CLAUSE: 30,
    ProvisionKind.POINT: 40,
    ProvisionKind.DASH: 50,
    ProvisionKind.PLUS: 60,
    ProvisionKind.PARAGRAPH: 70,
}
_TITLE_LIMIT = 320
# The typist's initials behind the mark that ends the text: "./.np".
_TYPISTS_MARK = re.compile(r"\.\s?/\s?\.\s?\w{1,12}\s*$")
_SENTENCE = re.compile(r"[.;]\s*(?:/\.?)?[”\"')]*$")


@dataclass(slots=True)
class Outline:
    """The provisions in document order with their children; `tables` holds the read table of a provision that is one."""

    provisions: list[Provision] = field(default_factory=list)
    children: dict[int | None, list[int]] = field(default_factory=dict)
    tables: dict[int, ReadTable] = field(default_factory=dict)

    def parents(self, provision: Provision) -> list[Provision]:
        """The provisions above, from the top down."""
        chain: list[Provision] = []
        current = provision.parent
        while current is not None:
            chain.append(self.provisions[current])
            current = self.provisions[current].parent
        return chain[::-1]

    def children_of(self, provision: Provision) -> list[Provision]:
        return [self.provisions[index] for index in self.children.get(provision.id, [])]

    def path(self, provision: Provision) -> str:
        """Where the provision stands, as "IV.2.b": markers without signs; dashes and paragraphs do not count."""
        path: list[str] = []
        for node in (*self.parents(provision), provision):
            if _is_numbered(node):
                bare = _bare(node.marker)
                if path and bare.startswith(path[-1] + "."):
                    path.pop()  # "1.2" under "1"
                path.append(bare)
        return ".".join(path)


@dataclass(slots=True)
class _Open:
    """A provision that may still get children."""

    id: int
    rank: int
    marker: Marker | None
    indent: int
    ends_open: bool
    is_sentence: bool


def build_outline(blocks: Iterable[Block]) -> Outline:
    """Place the blocks under one another. A row of markers that goes on ("a), b), c)") keeps its level wherever it began."""
    outline = Outline()
    stack: list[_Open] = []
    for block in blocks:
        rank = _settle(stack, block)
        provision = Provision(
            id=len(outline.provisions),
            marker=block.marker.text if block.marker else "",
            text=_TYPISTS_MARK.sub("./.", block.text),
            kind=block.marker.kind if block.marker else ProvisionKind.PARAGRAPH,
            parent=stack[-1].id if stack else None,
            lines=(block.first, block.last),
            is_title=block.is_heading and block.marker is not None,
        )
        if block.is_table:
            table = read_table(block.rows)
            outline.tables[provision.id] = table
            provision.table = table.as_table()
        outline.provisions.append(provision)
        outline.children.setdefault(provision.parent, []).append(provision.id)
        if block.marker is not None or (block.text.endswith(":") and not block.is_table):
            stack.append(
                _Open(
                    provision.id,
                    rank,
                    block.marker,
                    block.indent,
                    block.text.rstrip().endswith(":"),
                    bool(_SENTENCE.search(block.text)),
                )
            )
    _mark_titles(outline)
    return outline


def section_titles(outline: Outline) -> list[str]:
    """The headings of the highest level as printed: "I. MỤC ĐÍCH, YÊU CẦU"."""
    for kinds in ((ProvisionKind.PART, ProvisionKind.SECTION), (ProvisionKind.ARTICLE,), (ProvisionKind.CLAUSE,)):
        tops = [node for node in outline.provisions if node.kind in kinds and (len(kinds) > 1 or node.parent is None)]
        if tops:
            return [f"{node.marker} {node.text}".strip() for node in tops]
    return []


def _settle(stack: list[_Open], block: Block) -> int:
    """Close what the block does not stand under; return the rank at which the block itself stays open."""
    marker = block.marker
    if marker is None:
        _close_for_paragraph(stack)
        return _RANK[ProvisionKind.PARAGRAPH]
    rank = _RANK[marker.kind] + marker.depth
    if marker.kind in (ProvisionKind.DASH, ProvisionKind.PLUS):
        while stack and (stack[-1].rank > rank or (stack[-1].rank == rank and not _is_nested_dash(stack[-1], block))):
            if stack[-1].marker is None and stack[-1].ends_open:
                break
            stack.pop()
        return rank
    for index in range(len(stack) - 1, -1, -1):
        other = stack[index].marker
        if other is not None and other.style == marker.style and other.value + 1 == marker.value:
            level = stack[index].rank
            del stack[index:]
            return level
    if (
        marker.value == 1
        and stack
        and stack[-1].rank > rank
        and stack[-1].ends_open
        and any(open_.rank == rank for open_ in stack)
    ):
        return stack[-1].rank + 1  # a list that begins inside a point or a dash
    while stack and stack[-1].rank >= rank:
        stack.pop()
    return rank


def _is_nested_dash(above: _Open, block: Block) -> bool:
    return above.ends_open and above.indent < block.indent and above.marker is not None


def _close_for_paragraph(stack: list[_Open]) -> None:
    """A paragraph stands beside the dashes and whole sentences before it, under the heading that holds them."""
    while stack:
        marker = stack[-1].marker
        if (
            marker is not None
            and marker.kind not in (ProvisionKind.DASH, ProvisionKind.PLUS)
            and not stack[-1].is_sentence
        ):
            break
        stack.pop()


def _mark_titles(outline: Outline) -> None:
    for node in outline.provisions:
        if node.kind in (ProvisionKind.PART, ProvisionKind.SECTION):
            node.is_title = len(node.text) <= _TITLE_LIMIT
        elif node.kind in (ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT):
            has_children = bool(outline.children.get(node.id))
            is_short = len(node.text) <= _TITLE_LIMIT and not re.search(r"[.;]$", node.text)
            node.is_title = has_children and is_short and (node.is_title or node.kind != ProvisionKind.POINT)
        else:
            node.is_title = False


def _is_numbered(node: Provision) -> bool:
    return bool(node.marker) and node.kind not in (ProvisionKind.DASH, ProvisionKind.PLUS, ProvisionKind.PARAGRAPH)


def _bare(marker: str) -> str:
    bare = re.sub(r"[()./\s]+$|^[(\s]+", "", marker)
    words: Sequence[str] = bare.split()
    return words[-1] if len(words) > 1 and words[0].lower() in ("phần", "chương", "mục", "điều") else bare
