"""What a check finds: one line per broken rule, with what was measured and what the rule asks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """Error breaks the decree, warning breaks usage or a doubtful measure, information tells only."""

    ERROR = "E"
    WARNING = "W"
    INFORMATION = "I"


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule of docs/domain/official-format.md that the document does not keep; `page` counts from 1 in the file."""

    rule: str
    level: Level
    message: str
    page: int | None = None
    measured: str = ""
    required: str = ""

    def as_json(self) -> dict[str, str | int | None]:
        return asdict(self)


def error(rule: str, message: str, *, page: int | None = None, measured: str = "", required: str = "") -> RuleFinding:
    return RuleFinding(rule, Level.ERROR, message, page, measured, required)


def warning(rule: str, message: str, *, page: int | None = None, measured: str = "", required: str = "") -> RuleFinding:
    return RuleFinding(rule, Level.WARNING, message, page, measured, required)


def information(
    rule: str, message: str, *, page: int | None = None, measured: str = "", required: str = ""
) -> RuleFinding:
    return RuleFinding(rule, Level.INFORMATION, message, page, measured, required)


def millimetres(value: float) -> str:
    """Return a length as people read it: "30,4 mm"."""
    return f"{value:.1f} mm".replace(".", ",")


def points(value: float) -> str:
    """Return a size as people read it: "13 pt", "12,5 pt"."""
    return f"{value:.1f} pt".replace(".0 pt", " pt").replace(".", ",")
