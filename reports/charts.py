"""Pictures of the dashboards: Vega-Lite specifications drawn to SVG on the server, so that page and print agree."""

from __future__ import annotations

from typing import Any

from reports.queries import AgencyRow

# Dark enough for 3:1 on white, far enough apart in grey and for colour-blind eyes; red only for late.
OVERDUE_COLOUR = "#c92a2a"
DONE_LATE_COLOUR = "#e8a13a"
RUNNING_COLOUR = "#7aa5d8"
TEXT_COLOUR = "#1f2937"
RULE_COLOUR = "#d7dce3"
# Fonts a viewer of the bare picture may have; the metrics of the last ones stand on every machine.
FONT = "Be Vietnam Pro, Noto Sans, DejaVu Sans, Arial, sans-serif"
ROW_HEIGHT_PX = 26
LATE_AGENCIES_SHOWN = 8

_SEGMENTS = (
    ("overdue", "Quá hạn", OVERDUE_COLOUR),
    ("done_late", "Hoàn thành chậm", DONE_LATE_COLOUR),
    ("running", "Đang thực hiện", RUNNING_COLOUR),
)


def late_agencies(rows: list[AgencyRow]) -> list[AgencyRow]:
    """The agencies worth a bar: those with something late, at most eight, latest first."""
    return [row for row in rows if row.counts.overdue or row.counts.done_late][:LATE_AGENCIES_SHOWN]


def late_agencies_svg(rows: list[AgencyRow]) -> bytes:
    """Horizontal bars, one for each agency with something late; empty when nobody is late."""
    shown = late_agencies(rows)
    return _svg(_bars(shown)) if shown else b""


def _bars(rows: list[AgencyRow]) -> dict[str, Any]:
    values = [
        {"agency": row.agency.name, "part": words, "order": order, "duties": getattr(row.counts, name)}
        for row in rows
        for order, (name, words, _) in enumerate(_SEGMENTS)
    ]
    words = [words for _, words, _ in _SEGMENTS]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values},
        "width": 460,
        "height": {"step": ROW_HEIGHT_PX},
        "mark": {"type": "bar", "size": 16},
        "encoding": {
            "y": {
                "field": "agency",
                "type": "nominal",
                "sort": [row.agency.name for row in rows],
                "title": None,
                "axis": {"labelLimit": 300, "labelPadding": 8, "ticks": False, "domain": False},
            },
            "x": {
                "field": "duties",
                "type": "quantitative",
                "title": "Số nhiệm vụ",
                "axis": {"tickMinStep": 1, "format": "d", "domain": False},
            },
            "color": {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": words, "range": [colour for _, _, colour in _SEGMENTS]},
                "legend": {"title": None, "orient": "top"},
            },
            "order": {"field": "order", "type": "quantitative"},
        },
        "config": {
            "background": "#ffffff",
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "labelColor": TEXT_COLOUR,
                "titleColor": TEXT_COLOUR,
                "gridColor": RULE_COLOUR,
            },
            "legend": {"labelFontSize": 13, "labelColor": TEXT_COLOUR},
        },
    }


def _svg(specification: dict[str, Any]) -> bytes:
    # Loads a JavaScript engine of 80 MB: only processes that draw pay for it.
    import vl_convert

    return vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]).encode()
