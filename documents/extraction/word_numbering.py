"""Word's automatic numbers as the reader sees them: "1.", "a)", "II.", "-" in front of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    abstract: str = ""


class Numbering:
    """Counts the paragraphs of each list in document order and gives their markers."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[str] = set()
        if root is None:
            return
        abstracts = {element.get(W + "abstractNumId", ""): _levels(element) for element in root.iter(W + "abstractNum")}
        for number in root.iter(W + "num"):
            link = number.find(W + "abstractNumId")
            abstract = link.get(W + "val", "") if link is not None else ""
            levels = {
                index: _Level(level.format, level.text, level.start)
                for index, level in abstracts.get(abstract, {}).items()
            }
            number_id = number.get(W + "numId", "")
            for override in number.iter(W + "lvlOverride"):
                index = _integer(override.get(W + "ilvl"))
                start = override.find(W + "startOverride")
                if start is not None:
                    levels.setdefault(index, _Level()).start = _integer(start.get(W + "val"), 1)
                    self._overridden.add(number_id)
            self._lists[number_id] = _List(levels, abstract)

    def marker(self, number_id: str, level: int) -> str:
        """Return the marker of the next paragraph of a list level, "" where the list has none."""
        found = self._lists.get(number_id)
        if found is None or number_id == "0" or level not in found.levels:
            return ""
        shared = number_id if number_id in self._overridden else f"abstract {found.abstract}"
        counts = self._counts.setdefault(shared, {})
        counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [index for index in counts if index > level]:
            del counts[deeper]
        definition = found.levels[level]
        if definition.format in ("bullet", "none"):
            return ("+" if definition.text.strip() == "+" else "-") if definition.format == "bullet" else ""
        return re.sub(r"%(\d)", lambda match: self._number(found, counts, int(match[1]) - 1), definition.text).strip()

    def _number(self, found: _List, counts: dict[int, int], level: int) -> str:
        definition = found.levels.get(level, _Level())
        return _formatted(counts.get(level, definition.start), definition.format)


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in element.iter(W + "lvl"):
        form, text, start = level.find(W + "numFmt"), level.find(W + "lvlText"), level.find(W + "start")
        levels[_integer(level.get(W + "ilvl"))] = _Level(
            form.get(W + "val", "decimal") if form is not None else "decimal",
            text.get(W + "val", "") if text is not None else "",
            _integer(start.get(W + "val"), 1) if start is not None else 1,
        )
    return levels


def _formatted(value: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman, rest = "", max(value, 0) % 40
        for size, letters in _ROMAN:
            count, rest = divmod(rest, size)
            roman += letters * count
        return roman if form == "upperRoman" else roman.lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + max(value - 1, 0) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _integer(text: str | None, default: int = 0) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
