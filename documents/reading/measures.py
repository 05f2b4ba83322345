"""Actions that the plan gives to nobody, under their index dimension, with the agencies another part puts in charge of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.official import Provision
from documents.parsed import ParsedMeasure, ParsedTask
from documents.reading.outline import Outline
from documents.vietnamese import search_key

_QUOTED = re.compile(r"[“\"]([^“”\"]{4,120})[”\"]")
_ACTIONS = re.compile(r"nhiem vu|giai phap|noi dung thuc hien|noi dung trien khai|nang cao|cai thien")
_SCOPE = re.compile(r"kết quả(?:, tình hình)? thực hiện\s+(?P<scope>[^()]{8,200}?)\s*\(trong nội dung", re.IGNORECASE)
_COMMON = frozenset(
    [
        "va",
        "cac",
        "cua",
        "cho",
        "tren",
        "dia",
        "ban",
        "tinh",
        "thuc",
        "hien",
        "cong",
        "tac",
        "nang",
        "cao",
        "chat",
        "luong",
        "ve",
        "theo",
        "trong",
        "doi",
        "voi",
    ]
)


def read_measures(outline: Outline, unowned: Sequence[Provision], tasks: Sequence[ParsedTask]) -> list[ParsedMeasure]:
    """Return the unowned actions of the parts headed "nhiệm vụ, giải pháp", joined by the quoted names of dimensions."""
    measures = []
    for node in unowned:
        above = outline.parents(node)
        if not node.marker or not any(_ACTIONS.search(search_key(parent.text[:200])) for parent in above):
            continue
        heading = next((parent for parent in reversed(above) if _QUOTED.search(parent.text)), None) or next(
            (parent for parent in reversed(above) if parent.is_title), above[-1]
        )
        quoted = _QUOTED.search(heading.text)
        dimension = quoted.group(1) if quoted else heading.text.strip(" .:;")
        measures.append(
            ParsedMeasure(
                node.text.rstrip(" ;"),
                node.id,
                dimension,
                _proposed(node.text, dimension, tasks) if quoted else [],
                node.lines,
            )
        )
    return measures


def _proposed(text: str, dimension: str, tasks: Sequence[ParsedTask]) -> list[str]:
    """Agencies whose task quotes the dimension; where tasks share it out, those whose share the measure speaks of."""
    key = search_key(dimension)
    of_dimension = [task for task in tasks if any(search_key(quoted) == key for quoted in _QUOTED.findall(task.text))]
    fitting = [task for task in of_dimension if _overlap(task.text, text) >= 0.6]
    names = [name for task in (fitting or of_dimension) for name in task.lead]
    return list(dict.fromkeys(names))


def _overlap(task_text: str, measure: str) -> float:
    match = _SCOPE.search(task_text)
    if not match:
        return 0.0
    words = set(search_key(match["scope"]).split()) - _COMMON
    return len(words & set(search_key(measure).split())) / len(words) if words else 0.0
