"""Roman numbers of appendices: labels of the form, and the places in a text that point to them."""

from __future__ import annotations

import re

from documents.vietnamese import fold_spaces

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LABEL = re.compile(r"^phụ lục(?:\s+số)?(?:\s+(?P<arabic>\d{1,2})|\s+(?P<rest>\S.*))?$", re.IGNORECASE)
# "Phụ lục 1", "Phụ lục số 01", "Phụ lục 1, 2 và 3"; an appendix of another document ("Phụ lục 1 Thông tư …") is left alone.
_REFERENCE = re.compile(
    r"(?P<word>\bphụ lục)\s+(?:số\s+)?(?P<numbers>(?>\d{1,2}(?:(?:,\s*|\s+và\s+|;\s*)\d{1,2}(?!\d|[/%]|\.\d))*))(?!\d|[/%]|\.\d)"
    r"(?!(?:\s+(?:ban|hành|kèm|theo|của|tại)){0,5}\s+(?:nghị định|nghị quyết|thông tư|quyết định|luật|công văn)\b(?!\s+này))",
    re.IGNORECASE,
)


def roman(number: int) -> str:
    """Return the Roman form of a number from 1 to 399."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def appendix_labels(written: list[str]) -> list[str]:
    """Return the labels as printed (F59): "Phụ lục II", Roman as soon as there are two; other labels in capitals.

    Arabic numbers become Roman, and several appendices without a number get theirs by position.
    """
    found = [_LABEL.match(fold_spaces(label)) for label in written]
    appendices = [match for match in found if match is not None]
    counts_by_position = len(appendices) > 1 and not any(match["arabic"] or match["rest"] for match in appendices)
    labels: list[str] = []
    position = 0
    for label, match in zip(written, found, strict=True):
        if match is None:
            labels.append(fold_spaces(label).upper())
            continue
        position += 1
        number = roman(int(match["arabic"])) if match["arabic"] else (match["rest"] or "").upper()
        labels.append(f"Phụ lục {number or (roman(position) if counts_by_position else '')}".strip())
    return labels


def arabic_numbers(written: list[str]) -> frozenset[int]:
    """Return the Arabic numbers that labels of appendices carry."""
    found = (_LABEL.match(fold_spaces(label)) for label in written)
    return frozenset(int(match["arabic"]) for match in found if match is not None and match["arabic"])


def with_roman_references(text: str, numbers: frozenset[int]) -> str:
    """Return the text with "Phụ lục 1" written "Phụ lục I" where the document has an appendix of that number (F62)."""

    def rewritten(match: re.Match[str]) -> str:
        if not {int(number) for number in re.findall(r"\d+", match["numbers"])} <= numbers:
            return match[0]
        return f"{match['word']} " + re.sub(r"\d+", lambda number: roman(int(number[0])), match["numbers"])

    return _REFERENCE.sub(rewritten, text) if numbers else text
