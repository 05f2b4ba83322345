"""Pictures of the dashboards: Vega-Lite specifications drawn to SVG on the server, so that page and print agree."""

from __future__ import annotations

from typing import Any

from indices.charts import as_page, draw_svg
from reports.queries import AgencyRow

# Apart in grey and for colour-blind eyes; red only for late.
OVERDUE_COLOUR = "#c92a2a"
DONE_LATE_COLOUR = "#e8a13a"
RUNNING_COLOUR = "#9dbfe6"
ROW_HEIGHT_PX, NARROW_ROW_HEIGHT_PX = 26, 46
WIDTH_PX, NARROW_WIDTH_PX = 460, 300
LATE_AGENCIES_SHOWN = 8

_SEGMENTS = (
    ("overdue", "Quá hạn", OVERDUE_COLOUR),
    ("done_late", "Hoàn thành chậm", DONE_LATE_COLOUR),
    ("running", "Đang thực hiện", RUNNING_COLOUR),
)


def late_agencies(rows: list[AgencyRow]) -> list[AgencyRow]:
    """The agencies worth a bar: those with something late, at most eight, latest first."""
    return [row for row in rows if row.counts.overdue or row.counts.done_late][:LATE_AGENCIES_SHOWN]


def late_agencies_svg(rows: list[AgencyRow], *, narrow: bool = False) -> bytes:
    """Horizontal bars, one for each agency with something late; empty when nobody is late."""
    shown = late_agencies(rows)
    return draw_svg(late_agencies_specification(shown, narrow=narrow)) if shown else b""


def late_agencies_specification(rows: list[AgencyRow], *, narrow: bool = False) -> dict[str, Any]:
    """The specification of the bars, in the order of the rows; narrow sets each name above its bar, for a phone."""
    values = [
        {"agency": row.agency.name, "part": words, "order": order, "duties": getattr(row.counts, name)}
        for row in rows
        for order, (name, words, _) in enumerate(_SEGMENTS)
    ]
    longest = max(row.counts.overdue + row.counts.done_late + row.counts.running for row in rows)
    colours = {"domain": [words for _, words, _ in _SEGMENTS], "range": [colour for _, _, colour in _SEGMENTS]}
    plain_axis = {"ticks": False, "domain": False}
    beside = {"labelLimit": 300, "labelPadding": 8}
    above = {"labelLimit": NARROW_WIDTH_PX, "labelPadding": 0, "labelAlign": "left", "labelOffset": -18}
    return as_page(
        {
            "data": {"values": values},
            "width": NARROW_WIDTH_PX if narrow else WIDTH_PX,
            "height": {"step": NARROW_ROW_HEIGHT_PX if narrow else ROW_HEIGHT_PX},
            "mark": {"type": "bar", "size": 16},
            "encoding": {
                "y": {
                    "field": "agency",
                    "type": "nominal",
                    "sort": [row.agency.name for row in rows],
                    "title": None,
                    "axis": (above if narrow else beside) | plain_axis,
                },
                "x": {
                    "field": "duties",
                    "type": "quantitative",
                    "title": "Số nhiệm vụ",
                    "axis": {"values": _whole_ticks(longest), "format": "d", **plain_axis},
                },
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "scale": colours,
                    "legend": {"title": None, "orient": "top", "columns": 2 if narrow else 3},
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        }
    )


def _whole_ticks(longest: int) -> list[int]:
    """At most eight whole numbers from 0 past the longest bar: duties come in no fractions."""
    step = next(
        step for base in (1, 10, 100, 1000, 10_000) for step in (base, 2 * base, 5 * base) if longest <= 6 * step
    )
    return list(range(0, longest + step, step))
