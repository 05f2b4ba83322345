"""Two versions of a document line by line: what stands in one and not in the other."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.official import OfficialDocument, Table
from registry.services.outline_parts import parts_of, provisions_of


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of both versions, or of one only; an empty string where the other version has none."""

    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine


def compared_lines(theirs: OfficialDocument, mine: OfficialDocument) -> list[ComparedLine]:
    """All lines of both versions side by side, in order."""
    one, other = _lines(theirs), _lines(mine)
    found: list[ComparedLine] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [ComparedLine(line, line) for line in one[a:b]]
            continue
        left, right = one[a:b], other[c:d]
        for place in range(max(len(left), len(right))):
            found.append(
                ComparedLine(left[place] if place < len(left) else "", right[place] if place < len(right) else "")
            )
    return found


def _lines(document: OfficialDocument) -> list[str]:
    lines = []
    for part in parts_of(document):
        items = provisions_of(document, part.key)
        if items:
            lines.append(f"[{part.label}]")
        for item in items:
            lines += [f"{item.marker} {item.text}".strip()] if item.marker or item.text else []
            lines += _table_lines(item.table)
    return lines


def _table_lines(table: Table | None) -> list[str]:
    return [" | ".join(row) for row in [*table.head, *table.rows]] if table is not None else []
