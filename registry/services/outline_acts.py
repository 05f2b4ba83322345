"""What may be done to one part of a draft in the outline editor, as one act on the whole document."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from documents import table_editing
from documents.official import OfficialDocument, Provision, ProvisionKind, Table
from documents.outline import EditableOutline, OutlineError, Place
from documents.vietnamese import fold_spaces
from registry.services.outline_parts import BASES, provisions_of, put_provisions, top_kind

LONGEST_TEXT = 40_000
LONGEST_CELL = 4_000
# No word is so long; setting one takes the printer minutes.
LONGEST_WORD = 2_000
LONGEST_DOCUMENT = 1_500_000


class Act(StrEnum):
    """The acts, by the value their button sends."""

    TEXT = "text"
    ADD_BELOW = "add-below"
    ADD_CHILD = "add-child"
    ADD_TABLE = "add-table"
    DELETE = "delete"
    KIND = "kind"
    TITLE = "title"
    INDENT = "indent"
    OUTDENT = "outdent"
    UP = "up"
    DOWN = "down"
    MOVE = "move"
    RENUMBER = "renumber"
    CELLS = "cells"
    ROW_ADD = "row-add"
    ROW_DELETE = "row-delete"
    COLUMN_ADD = "column-add"
    COLUMN_DELETE = "column-delete"


FLAT_ACTS = frozenset({Act.TEXT, Act.ADD_BELOW, Act.DELETE, Act.UP, Act.DOWN, Act.MOVE})
_TABLE_ACTS = frozenset({Act.CELLS, Act.ROW_ADD, Act.ROW_DELETE, Act.COLUMN_ADD, Act.COLUMN_DELETE})


class TextTooLong(ValidationError):
    """A text, a cell or the whole document is longer than the editor takes."""


class ActNotPossible(ValidationError):
    """The act cannot be done there."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One act on one part. `text` are the words of the provision as typed when the act was asked for, None when not sent.

    `new_text` fills an added provision; `place_number` is the row or column of a table, counted from 0 (-1: before the first).
    """

    act: Act
    part: str
    item: int | None = None
    text: str | None = None
    new_text: str = ""
    kind: ProvisionKind | None = None
    is_title: bool = False
    is_first: bool = False
    target: int | None = None
    place: Place = Place.AFTER
    place_number: int = 0
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: a phrase for the list of steps, the item to look at now, and how many provisions went away."""

    said: str
    focus: int | None
    removed: int = 0


def apply_change(document: OfficialDocument, change: Change) -> Outcome:
    """Do the act to the document given. Raises PartMissing, TextTooLong, ActNotPossible."""
    if change.part == BASES and change.act not in FLAT_ACTS:
        raise ActNotPossible("Căn cứ chỉ có một cấp, không đánh số: hãy thêm, xóa, sửa chữ hoặc chuyển lên xuống.")
    outline = EditableOutline(provisions_of(document, change.part), top_kind=top_kind(document, change.part))
    try:
        if change.text is not None and change.item is not None:
            outline.write(change.item, clean_text(change.text))
        outcome = _do(outline, change)
    except OutlineError as error:
        raise ActNotPossible(str(error)) from error
    provisions = outline.provisions
    put_provisions(document, change.part, provisions)
    _require_printable_size(document)
    if change.part == BASES and outcome.focus is not None:
        # Grounds are told apart by their place alone.
        places = {item.id: number for number, item in enumerate(provisions)}
        outcome = Outcome(outcome.said, places.get(outcome.focus), outcome.removed)
    return outcome


def clean_text(text: str, *, longest: int = LONGEST_TEXT, keeps_lines: bool = False) -> str:
    """Typed text without control characters, in NFC, with single spaces. Raises TextTooLong."""
    visible = "".join(_visible(character) for character in text.replace("\r\n", "\n"))
    lines = [fold_spaces(line) for line in visible.split("\n")]
    clean = "\n".join(lines).strip() if keeps_lines else fold_spaces(" ".join(lines))
    if len(clean) > longest:
        length, limit = (f"{number:,}".replace(",", ".") for number in (len(clean), longest))
        raise TextTooLong(f"Đoạn này có {length} ký tự, nhiều hơn {limit}. Hãy tách thành nhiều mục rồi lưu lại.")
    if max(map(len, clean.split()), default=0) > LONGEST_WORD:
        raise TextTooLong(
            f"Có một đoạn dài hơn {LONGEST_WORD} ký tự mà không có dấu cách nào. Hãy xem lại chữ vừa dán và thêm dấu cách."
        )
    return clean


def _visible(character: str) -> str:
    if character == "\n":
        return character
    # Cs: half a character; Cc: control characters; U+FFFE and U+FFFF are none. Joiners and marks of direction stay.
    is_broken = unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff\ufeff"
    return " " if character in "\t\v\f" else "" if is_broken else character


def _do(outline: EditableOutline, change: Change) -> Outcome:
    if change.act is Act.ADD_BELOW:
        return Outcome("thêm mục", outline.add_below(change.item, clean_text(change.new_text)))
    if change.act is Act.RENUMBER:
        outline.renumber()
        return Outcome("đánh số lại", change.item)
    if change.act is Act.ADD_TABLE:
        added = outline.add_below(change.item)
        outline.set_table(added, table_editing.new_table())
        return Outcome("thêm bảng", added)
    if change.item is None:
        raise OutlineError("Hãy chọn một mục rồi làm lại.")
    item, name = change.item, _name(outline, change.item)
    if change.act in _TABLE_ACTS:
        _edit_table(outline, item, change)
        return Outcome("sửa bảng", item)
    match change.act:
        case Act.ADD_CHILD:
            added = outline.add_child(item, clean_text(change.new_text), is_first=change.is_first)
            return Outcome("thêm mục con", added)
        case Act.DELETE:
            removed = outline.descendants(item) + 1
            return Outcome(f"xóa {name}", outline.delete(item), removed)
        case Act.KIND:
            outline.set_kind(item, change.kind or ProvisionKind.PARAGRAPH)
            return Outcome(f"đổi loại {name}", item)
        case Act.TITLE:
            outline.set_title(item, is_title=change.is_title)
            return Outcome(f"đổi kiểu chữ {name}", item)
        case Act.INDENT:
            outline.indent(item)
            return Outcome(f"thụt vào {name}", item)
        case Act.OUTDENT:
            outline.outdent(item)
            return Outcome(f"đưa ra {name}", item)
        case Act.UP:
            outline.move_up(item)
            return Outcome(f"chuyển lên {name}", item)
        case Act.DOWN:
            outline.move_down(item)
            return Outcome(f"chuyển xuống {name}", item)
        case Act.MOVE:
            if change.target is None:
                raise OutlineError("Chưa rõ thả mục vào đâu: hãy kéo lại.")
            outline.move(item, change.target, change.place)
            return Outcome(f"chuyển chỗ {name}", item)
        case _:
            return Outcome(f"sửa chữ {name}", item)


def _edit_table(outline: EditableOutline, item: int, change: Change) -> None:
    table = outline.provision(item).table
    if table is None:
        raise OutlineError("Mục này không còn là bảng.")
    cells = {place: clean_text(text, longest=LONGEST_CELL, keeps_lines=True) for place, text in change.cells.items()}
    acts: dict[Act, Callable[[Table], Table]] = {
        Act.ROW_ADD: lambda table: table_editing.with_row(table, after=change.place_number),
        Act.ROW_DELETE: lambda table: table_editing.without_row(table, change.place_number),
        Act.COLUMN_ADD: lambda table: table_editing.with_column(table, after=change.place_number),
        Act.COLUMN_DELETE: lambda table: table_editing.without_column(table, change.place_number),
    }
    written = table_editing.with_cells(table, cells)
    outline.set_table(item, acts[change.act](written) if change.act in acts else written)


def _name(outline: EditableOutline, item: int) -> str:
    """How the list of steps calls a provision: its marker and first words."""
    provision: Provision = outline.provision(item)
    if provision.table is not None:
        return "bảng"
    words = f"{provision.marker} {provision.text}".strip()
    return f"“{words[:24].rstrip()}{'…' if len(words) > 24 else ''}”" if words else "mục trống"


def _require_printable_size(document: OfficialDocument) -> None:
    if size_of(document) > LONGEST_DOCUMENT:
        raise TextTooLong("Văn bản đã quá dài để soạn trong một lần: hãy tách bớt sang phụ lục hoặc văn bản khác.")


def size_of(document: OfficialDocument) -> int:
    """Characters of all texts and cells."""
    outlines = [
        document.provisions,
        *(appendix.provisions for appendix in document.appendices),
        *(attached.provisions for attached in document.attached),
    ]
    tables = [item.table for outline in outlines for item in outline if item.table is not None]
    tables += [appendix.table for appendix in document.appendices if appendix.table is not None]
    return sum(len(item.text) for outline in outlines for item in outline) + sum(
        len(cell) for table in tables for row in [*table.head, *table.rows] for cell in row
    )
