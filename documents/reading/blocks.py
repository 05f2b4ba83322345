"""Lines joined into what a reader sees as one thing: a marked item, a paragraph, a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import ProvisionKind
from documents.reading.cleaning import SourceLine
from documents.reading.markers import Marker, split_marker

# A line of plain text that ends in one of these words goes on in the next one, even over a page break.
_DANGLING = re.compile(
    r"(?:,|(?:\s|^)(?:và|của|với|các|tại|cho|về|theo|là|ngày|tháng|năm|số|do|từ|đến|trong|thuộc"
    r"|(?<!Văn phòng )(?<!thuộc )Sở|UBND|HĐND|Ủy|Uỷ))$"
)
_FINISHED = re.compile(r"(?:[.:;!?…]|\./\.?\w{0,12})[”\"')\]]*$")
_WRAP_LIMIT = 140


@dataclass(slots=True)
class Block:
    """One item, paragraph or table of the body with its lines; `rows` holds (line number, cells) of a table."""

    text: str
    first: int
    last: int
    marker: Marker | None = None
    indent: int = 0
    is_heading: bool = False
    is_centred: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        return bool(self.rows)


def group_blocks(lines: Sequence[SourceLine], *, is_wrapped: bool) -> list[Block]:
    """Return the blocks of the lines in order. Wrapped lines and sentences cut by a page break become one block."""
    width = _wrap_width(lines) if is_wrapped else 0
    blocks: list[Block] = []
    previous_line: SourceLine | None = None
    was_blank = True
    for line in lines:
        if line.is_blank:
            was_blank = True
            continue
        if line.cells is not None:
            _add_row(blocks, line, was_blank=was_blank)
        else:
            marker, rest = split_marker(line.text)
            current = blocks[-1] if blocks else None
            if marker is None and current is not None and _awaits_title(current):
                current.text, current.last = line.text, line.number
            elif (
                marker is None
                and current is not None
                and _continues(current, previous_line, line, was_blank=was_blank, width=width, is_wrapped=is_wrapped)
            ):
                current.text = f"{current.text} {line.text}"
                current.last = line.number
            else:
                blocks.append(
                    Block(
                        text=rest,
                        first=line.number,
                        last=line.number,
                        marker=marker,
                        indent=line.indent,
                        is_heading=line.is_heading or line.is_bold,
                        is_centred=line.is_centred,
                    )
                )
        previous_line = line
        was_blank = False
    return blocks


def _awaits_title(block: Block) -> bool:
    """ "Phần I" on a line of its own: the next line is its title."""
    return block.marker is not None and block.marker.kind == ProvisionKind.PART and not block.text


def _add_row(blocks: list[Block], line: SourceLine, *, was_blank: bool) -> None:
    cells = line.cells or []
    current = blocks[-1] if blocks else None
    if current is not None and current.is_table and not (was_blank and len(current.rows[-1][1]) != len(cells)):
        current.rows.append((line.number, cells))
        current.last = line.number
    else:
        blocks.append(Block(text="", first=line.number, last=line.number, rows=[(line.number, cells)]))


def _continues(
    block: Block, previous: SourceLine | None, line: SourceLine, *, was_blank: bool, width: int, is_wrapped: bool
) -> bool:
    if block.is_table or previous is None or not block.text:
        return False
    if was_blank and block.is_heading and not line.is_heading:
        return False
    first = line.text[0]
    is_finished = bool(_FINISHED.search(block.text)) and not block.text.endswith((";", "…"))
    if first.islower() or first in ",;)":
        return not is_finished
    if is_wrapped and not was_blank and block.text.rfind("(") > block.text.rfind(")") and len(block.text) < 2000:
        return True  # inside a bracket
    if is_finished or block.text.endswith(";"):
        return False
    # The marker first: letters of a paragraph that grows line by line would be counted again with every line.
    if (
        block.marker is not None
        and block.marker.kind in (ProvisionKind.SECTION, ProvisionKind.PART)
        and _is_capitals(block.text)
    ):
        return _is_capitals(line.text) and not was_blank
    if is_wrapped and _DANGLING.search(block.text) and not block.text.startswith("Căn cứ"):
        return True
    if was_blank or not width:
        return False
    return len(previous.text) >= 0.72 * width


def _wrap_width(lines: Sequence[SourceLine]) -> int:
    """The column at which the text is wrapped, 0 when its paragraphs stand on one line each."""
    texts = [line.text for line in lines if line.text]
    lengths = sorted(map(len, texts))
    goes_on = sum(text[0].islower() and split_marker(text)[0] is None for text in texts)
    if len(lengths) < 8 or goes_on < 0.1 * len(texts):
        return 0
    high = lengths[int(len(lengths) * 0.9)]
    return high if high >= 40 and lengths[-1] <= _WRAP_LIMIT else 0


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)
