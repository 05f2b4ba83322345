"""Tables that only set two columns side by side (head, signature) told from tables that hold data."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LAYOUT_WORDS = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận|N[ƠO]I NHẬN|^\s*TM\.|KT\.\s*CHỦ TỊCH", re.MULTILINE
)


def is_layout_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the table is the head or the signature of a document, to be read column by column."""
    return (
        len(rows) <= 4
        and all(len(row) <= 3 for row in rows)
        and any(_LAYOUT_WORDS.search(cell) for row in rows for cell in row)
    )


def pipe_row(cells: Sequence[str]) -> str:
    """Return the row as one line "| a | b |"."""
    return "| " + " | ".join(re.sub(r"\s+", " ", cell.replace("|", "/")).strip() for cell in cells) + " |"
