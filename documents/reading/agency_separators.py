"""What stands between the names of a list of agencies: commas, "và", brackets."""

from __future__ import annotations

from documents.reading.agency_words import PhraseBook, Word, spelling_key

_REFERRING = frozenset(map(spelling_key, ("tại", "theo", "trong", "ở")))
_PLACES_OF_A_TEXT = PhraseBook(
    (
        "phụ lục", "phụ lục số", "các phụ lục", "biểu", "biểu số", "bảng", "danh sách", "danh mục", "mục", "khoản", "điểm", "phần",
        "điều", "kế hoạch", "văn bản", "quyết định", "kèm theo", "đính kèm", "của", "nêu trên", "trên", "này", "và", "theo",
    )
)  # fmt: skip


def closes_with_and(words: list[Word], index: int) -> bool:
    """Whether "A, B và C" goes on to its "và" without another comma: "Thương mại, Du lịch và Đầu tư"."""
    for at in range(index, min(index + 6, len(words))):
        if words[at].key in (",", ";", ".", ":"):
            return False
        if words[at].key == spelling_key("và"):
            return at + 1 < len(words) and words[at + 1].is_capital
    return False


def skip_bracket(text: str, words: list[Word], index: int) -> tuple[int, str]:
    """Step over a bracket behind a name; return the next index and what the bracket holds."""
    if index >= len(words) or words[index].text != "(":
        return index, ""
    for at in range(index + 1, min(index + 90, len(words))):
        if words[at].text == ")":
            return at + 1, text[words[index].end : words[at].start].strip()
    return index, ""


def reference_end(words: list[Word], index: int) -> int:
    """Past "tại Phụ lục II kèm theo Kế hoạch này" behind "được phân công"; `index` itself when no such words follow."""
    if index + 1 >= len(words) or words[index].key not in _REFERRING:
        return index
    at, end = index + 1, index
    while at < min(index + 14, len(words)):
        length = _PLACES_OF_A_TEXT.match(words, at)
        is_number = end > index and (words[at].text.isdigit() or _is_roman(words[at].text))
        if not length and not is_number:
            break
        at += length or 1
        end = at
    return end


def _is_roman(text: str) -> bool:
    return bool(text) and all(letter in "IVX" for letter in text)


def skip_separator(words: list[Word], index: int) -> int | None:
    """The index behind a comma, semicolon or "và" between two names; None when the list ends here."""
    if index >= len(words):
        return None
    start = index
    if words[index].key in (",", ";"):
        index += 1
    if index < len(words) and words[index].key in (spelling_key("và"), spelling_key("cùng"), spelling_key("hoặc"), "&"):
        index += 1
        if index < len(words) and words[index].key == spelling_key("với"):
            index += 1
    return index if start < index < len(words) else None
