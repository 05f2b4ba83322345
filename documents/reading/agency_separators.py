"""What stands between the names of a list of agencies: commas, "và", brackets."""

from __future__ import annotations

from documents.reading.agency_words import Word, spelling_key


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
