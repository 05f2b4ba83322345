"""Places in a text that cite a provision of the same document by a number it no longer has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.markers import bare_number
from documents.official import Provision, ProvisionKind
from documents.vietnamese import fold_spaces

_NOUNS = {
    ProvisionKind.PART: ("phần", "chương"),
    ProvisionKind.SECTION: ("mục", "phần"),
    ProvisionKind.ARTICLE: ("điều",),
    ProvisionKind.CLAUSE: ("khoản", "mục"),
    ProvisionKind.POINT: ("điểm",),
}
_CITATION = re.compile(
    r"\b(?P<noun>điều|khoản|điểm|mục|phần|chương)\s+(?P<number>\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])(?![\w/%])", re.IGNORECASE
)
# "Điều 3 Nghị định số …", "khoản 2 Điều 5 của Luật …": another document is meant.
_OTHER_DOCUMENT = re.compile(
    r"^[^.;:]{0,60}?\b(?:của\s+|tại\s+)?(?:Nghị định|Nghị quyết|Thông tư|Luật|Bộ luật|Pháp lệnh|Chỉ thị|Công văn|Quy chế|Hiến pháp"
    r"|Quyết định số|Kế hoạch số|Thông báo số)\b"
)


@dataclass(frozen=True, slots=True)
class MovedReference:
    """`words` of the provision `item_id` cite a number that meant another provision before; it is `now` numbered anew.

    `now` is None when the cited provision is gone.
    """

    item_id: int
    words: str
    now: str | None


def moved_references(before: Sequence[Provision], now: Sequence[Provision]) -> list[MovedReference]:
    """Compare the numbers of two states of one outline, joined by id, and return what cites a number that changed.

    A provision whose words were changed meanwhile counts as looked at. Citations of other documents are left alone.
    """
    numbers_now = {item.id: bare_number(item.marker, item.kind) for item in now}
    moved: dict[tuple[str, str], str | None] = {}
    kept: set[tuple[str, str]] = set()
    for item in before:
        number = bare_number(item.marker, item.kind)
        if not number:
            continue
        keys = {(noun, number.lower()) for noun in _nouns(item)}
        if numbers_now.get(item.id) == number:
            kept |= keys
        else:
            moved |= dict.fromkeys(keys, numbers_now.get(item.id) or None)
    words_before = {item.id: item.text for item in before}
    # "khoản 2" exists below many articles: only a number that nowhere stayed the same is surely meant.
    sure = {key: value for key, value in moved.items() if key not in kept}
    return [found for item in now if sure and words_before.get(item.id) == item.text for found in _cited(item, sure)]


def _cited(item: Provision, moved: dict[tuple[str, str], str | None]) -> list[MovedReference]:
    text = fold_spaces(item.text)
    found = []
    for match in _CITATION.finditer(text):
        key = match["noun"].lower(), match["number"].lower()
        if key in moved and not _OTHER_DOCUMENT.match(text[match.end() :]):
            number = moved[key]
            found.append(MovedReference(item.id, match[0], f"{match['noun']} {number}" if number else None))
    return found


def _nouns(item: Provision) -> tuple[str, ...]:
    if item.kind is ProvisionKind.PART:
        return ("chương",) if item.marker.startswith("Chương") else ("phần",)
    return _NOUNS.get(item.kind, ())
