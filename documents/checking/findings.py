"""What a check finds: one line per broken rule, with where it stands, what was measured and what the rule asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Protocol

LONGEST_WORDS = 120


class Level(StrEnum):
    """Error breaks the decree, warning breaks usage or a doubtful measure, information tells only."""

    ERROR = "E"
    WARNING = "W"
    INFORMATION = "I"


class Located(Protocol):
    """Anything on paper that a finding can point at."""

    @property
    def text(self) -> str: ...
    @property
    def page(self) -> int | None: ...
    @property
    def place(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule of docs/domain/official-format.md that the document does not keep; `page` counts from 1 in the file.

    `place` says where: in a PDF the distance from the left and the upper edge of the page, in a Word file the paragraph or the
    cell. `words` are the words concerned, shortened.
    """

    rule: str
    level: Level
    message: str
    page: int | None = None
    measured: str = ""
    required: str = ""
    place: str = ""
    words: str = ""

    def as_json(self) -> dict[str, str | int | None]:
        return asdict(self)


def finding_from_json(stored: Mapping[str, Any]) -> RuleFinding:
    """Return the finding kept as `RuleFinding.as_json`; what an older version did not keep stays empty."""
    return RuleFinding(
        rule=str(stored["rule"]),
        level=Level(stored["level"]),
        message=str(stored["message"]),
        page=stored.get("page"),
        measured=str(stored.get("measured") or ""),
        required=str(stored.get("required") or ""),
        place=str(stored.get("place") or ""),
        words=str(stored.get("words") or ""),
    )


def error(rule: str, message: str, **where: Any) -> RuleFinding:
    """Return an error; `where` is `at` (a Located) or `page`, and `measured`, `required`."""
    return _finding(rule, Level.ERROR, message, **where)


def warning(rule: str, message: str, **where: Any) -> RuleFinding:
    return _finding(rule, Level.WARNING, message, **where)


def information(rule: str, message: str, **where: Any) -> RuleFinding:
    return _finding(rule, Level.INFORMATION, message, **where)


def _finding(
    rule: str,
    level: Level,
    message: str,
    *,
    at: Located | None = None,
    page: int | None = None,
    measured: str = "",
    required: str = "",
    words: str = "",
) -> RuleFinding:
    if at is not None:
        page, words = at.page if page is None else page, words or at.text
    place = at.place if at is not None else ""
    return RuleFinding(rule, level, message, page, measured, required, place, shortened(words))


def shortened(words: str) -> str:
    """Return the words cut after a whole word where they are long."""
    if len(words) <= LONGEST_WORDS:
        return words
    return words[:LONGEST_WORDS].rsplit(" ", 1)[0] + " …"


def millimetres(value: float) -> str:
    """Return a length as people read it: "30,4 mm"."""
    return f"{value:.1f} mm".replace(".", ",")


def points(value: float) -> str:
    """Return a size as people read it: "13 pt", "12,5 pt"."""
    return f"{value:.1f} pt".replace(".0 pt", " pt").replace(".", ",")
