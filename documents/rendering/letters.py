"""What of a document's text can be printed: signs without a shape are left out, letters the font lacks are refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from documents.official import OfficialDocument
from documents.rendering.fonts import FontsMissing, covered_letters
from documents.vietnamese import to_nfc

# Marks that pasted text carries and nobody sees: soft hyphens, zero-width signs, writing direction, forms of emoji.
_INVISIBLE = re.compile(
    "[\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_OF_SYMBOL_FONTS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "-"}  # bullets of Word's lists
_LOST = "\ufffd"  # stands where a letter could not be read
_MOST_PLACES = 5
_EXCERPT = 25
_PLACES = {
    "type_name": "tên loại văn bản",
    "title": "trích yếu",
    "issuer": "tên cơ quan",
    "number": "số",
    "symbol": "ký hiệu",
    "place": "địa danh",
    "addressees": "Kính gửi",
    "legal_bases": "căn cứ",
    "provisions": "nội dung",
    "recipients": "Nơi nhận",
    "signature": "chữ ký",
    "appendices": "phụ lục",
    "circulation": "phạm vi lưu hành",
    "contact": "địa chỉ",
    "drafter": "người soạn thảo",
    "attached": "văn bản kèm theo",
}


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A letter without a shape, the part of the document it stands in, and the words around it."""

    letter: str
    place: str
    excerpt: str

    def __str__(self) -> str:
        shown = "bị mất khi sao chép" if self.letter == _LOST else f"“{self.letter}” (U+{ord(self.letter):04X})"
        return f"{shown} ở {self.place}: “{self.excerpt}”"


class UnprintableText(FontsMissing):
    """The font has no shape for letters of the text; `found` tells which and where."""

    def __init__(self, found: list[Unprintable]) -> None:
        self.found = found
        listed = "; ".join(str(each) for each in found[:_MOST_PLACES])
        more = f"; và {len(found) - _MOST_PLACES} chỗ khác" if len(found) > _MOST_PLACES else ""
        super().__init__(
            f"Phông chữ Times New Roman không in được ký tự {listed}{more}. Hãy xóa hoặc viết lại bằng chữ rồi in lại."
        )


def printable(document: OfficialDocument) -> OfficialDocument:
    """Return the document without invisible marks, with signs such as "①" or "𝐀" as the letters they stand for.

    Raises UnprintableText when the font lacks a letter; it is never printed as an empty box.
    """
    found: list[Unprintable] = []
    parts = {}
    for each in fields(document):
        value = getattr(document, each.name)
        parts[each.name] = _printable(value, _PLACES.get(each.name, "văn bản"), found)
    if found:
        raise UnprintableText(found)
    return replace(document, **parts)


def _printable(value: Any, place: str, found: list[Unprintable]) -> Any:
    if type(value) is str:
        return _text(value, place, found)
    if type(value) is list:
        return [_printable(item, place, found) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: _printable(getattr(value, each.name), place, found) for each in fields(value)}
        return replace(value, **parts)
    return value


def _text(text: str, place: str, found: list[Unprintable]) -> str:
    if text.isascii() and text.isprintable():
        return text
    clean = to_nfc(_INVISIBLE.sub("", text))
    for letter in sorted(set(clean) - covered_letters()):
        if letter.isspace():
            continue
        stands_for = _OF_SYMBOL_FONTS.get(letter) or unicodedata.normalize("NFKC", letter)
        if set(stands_for) <= covered_letters():
            clean = clean.replace(letter, stands_for)
    found.extend(_unprintable(clean, place))
    return clean


def _unprintable(text: str, place: str) -> Iterator[Unprintable]:
    for letter in sorted(set(text) - covered_letters() | ({_LOST} & set(text))):
        if not letter.isspace():
            at = text.index(letter)
            yield Unprintable(letter, place, " ".join(text[max(0, at - _EXCERPT) : at + _EXCERPT].split()))
