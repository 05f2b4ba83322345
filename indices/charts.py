"""Pictures of the indices: Vega-Lite specifications drawn to SVG on the server, so that page and print agree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from indices.queries import IndexSeries, Series

# Dark enough for 3:1 on white and apart in grey: the province in blue, the country in grey, marks dashed.
LINE_COLOUR = "#1c5fa8"
COUNTRY_COLOUR = "#7b8794"
MARK_COLOUR = "#9a5b00"
TEXT_COLOUR = "#1f2937"
RULE_COLOUR = "#e3e7ec"
# Fonts a viewer of the bare picture may have; all carry the Vietnamese letters.
FONT = "Be Vietnam Pro, Noto Sans, DejaVu Sans, Arial, sans-serif"
HEIGHT_PX, PART_HEIGHT_PX = 200, 96


@dataclass(frozen=True, slots=True)
class Size:
    """How wide the pictures are, so that their words stay legible without scaling."""

    total_width_px: int
    part_width_px: int
    parts_in_a_row: int


DESK = Size(total_width_px=520, part_width_px=200, parts_in_a_row=4)
PHONE = Size(total_width_px=260, part_width_px=250, parts_in_a_row=1)
CACHED_SECONDS = 24 * 60 * 60

_VEGA_LITE_VERSION = "v5.21"
_DECIMAL_COMMA = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}


def total_svg(series: IndexSeries, size: Size = DESK) -> bytes:
    """The total over the years with the country beside it; empty when fewer than two years are known."""
    return draw_svg(total_specification(series, size)) if series.total.is_drawable else b""


def parts_svg(series: IndexSeries, size: Size = DESK) -> bytes:
    """One small line for each dimension, all on one scale; empty when no dimension has two years."""
    return draw_svg(parts_specification(series, size)) if drawable_parts(series) else b""


def drawable_parts(series: IndexSeries) -> list[Series]:
    """Dimensions with more than one year."""
    return [part for part in series.dimensions if part.is_drawable]


def total_specification(series: IndexSeries, size: Size = DESK) -> dict[str, Any]:
    """The specification of the total: points joined only inside one period, marks as dashed rules."""
    place = series.territory.name
    points = _points(series, series.total, place)
    country = [
        {"year": year, "score": float(score), "line": series.country_words, "run": str(series.period(year))}
        for year, score in series.country.items()
        if series.years[0] <= year <= series.years[-1]
    ]
    lines = [place, series.country_words] if country else [place]
    colour = {
        "field": "line",
        "type": "nominal",
        "scale": {"domain": lines, "range": [LINE_COLOUR, COUNTRY_COLOUR][: len(lines)]},
        "legend": {"title": None, "orient": "top"},
    }
    layers = [
        *_mark_layers(series),
        {
            "data": {"values": [*points, *country]},
            "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 45, "filled": True}},
            "encoding": {
                "x": _years(series),
                "y": _scores(f"Điểm {series.index.short_name} ({series.index.unit})"),
                "color": colour,
                "detail": {"field": "run", "type": "nominal"},
            },
        },
        {
            "data": {"values": points[-1:]},
            "mark": {"type": "text", "dy": -12, "fontSize": 13, "fontWeight": "bold", "color": LINE_COLOUR},
            "encoding": {
                "x": _years(series),
                "y": {"field": "score", "type": "quantitative"},
                "text": {"field": "score", "type": "quantitative", "format": ",.2f"},
            },
        },
    ]
    return as_page({"width": size.total_width_px, "height": HEIGHT_PX, "layer": layers})


def parts_specification(series: IndexSeries, size: Size = DESK) -> dict[str, Any]:
    """Small multiples, one per dimension, on one common scale so that heights compare."""
    parts = drawable_parts(series)
    scores = [float(row.score) for part in parts for row in part.by_year.values() if row.score is not None]
    years = series.years
    pictures = []
    for part in parts:
        pictures.append(
            {
                "title": {"text": _wrapped(part.label)},
                "width": size.part_width_px,
                "height": PART_HEIGHT_PX,
                "layer": [
                    *_mark_layers(series, labelled=False),
                    {
                        "data": {"values": _points(series, part, part.name)},
                        "mark": {"type": "line", "color": LINE_COLOUR, "point": {"size": 22, "color": LINE_COLOUR}},
                        "encoding": {
                            "x": _years(series, named=[years[0], years[-1]]),
                            "y": _scores(None) | {"scale": {"domain": [min(scores), max(scores)], "padding": 6}},
                            "detail": {"field": "run", "type": "nominal"},
                        },
                    },
                ],
            }
        )
    return as_page({"concat": pictures, "columns": size.parts_in_a_row, "spacing": {"row": 18, "column": 24}})


def _points(series: IndexSeries, of: Series, line: str) -> list[dict[str, Any]]:
    """The known scores; `run` changes at every mark and after every missing year, so that no line bridges them."""
    points: list[dict[str, Any]] = []
    gaps, previous = 0, None
    for year, row in sorted(of.by_year.items()):
        if row.score is None:
            continue
        gaps += previous is not None and year > previous + 1
        previous = year
        run = f"{series.period(year)}-{gaps}"
        points.append({"year": year, "score": float(row.score), "line": line, "run": run})
    return points


def _years(series: IndexSeries, *, named: list[int] | None = None) -> dict[str, Any]:
    """The axis of years, the same in every layer: a rule of another layer must not stretch it down to year 0."""
    years = series.years
    axis = {"format": "d", "tickMinStep": 1, "grid": False} | ({"values": named} if named else {})
    scale = {"domain": [years[0] - 0.4, years[-1] + 0.4], "nice": False, "zero": False}
    return {"field": "year", "type": "quantitative", "title": None, "scale": scale, "axis": axis}


def _scores(title: str | None) -> dict[str, Any]:
    return {
        "field": "score",
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, "padding": 12},
        "axis": {"format": ",.1~f", "tickCount": 5, "domain": False},
    }


def _mark_layers(series: IndexSeries, *, labelled: bool = True) -> list[dict[str, Any]]:
    """A dashed rule between the last year of one period and the first of the next."""
    if not series.marks:
        return []
    data = {"values": [{"year": mark.year - 0.5, "label": str(mark.year)} for mark in series.marks]}
    years = series.years
    x = _years(series) if labelled else _years(series, named=[years[0], years[-1]])
    layers: list[dict[str, Any]] = [
        {"data": data, "mark": {"type": "rule", "strokeDash": [4, 3], "color": MARK_COLOUR}, "encoding": {"x": x}}
    ]
    if labelled:
        layers.append(
            {
                "data": data,
                "mark": {"type": "text", "align": "left", "dx": 3, "fontSize": 11, "color": MARK_COLOUR, "y": 6},
                "encoding": {"x": x, "text": {"field": "label"}},
            }
        )
    return layers


def _wrapped(title: str, *, width: int = 30) -> list[str]:
    """A title in at most two lines, cut at a word."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]


def as_page(picture: dict[str, Any]) -> dict[str, Any]:
    """The specification with the house look around it; the rooms above draw their pictures with it too."""
    text = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    colours = {"labelColor": TEXT_COLOUR, "titleColor": TEXT_COLOUR, "gridColor": RULE_COLOUR}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        **picture,
        "config": {
            "background": "#ffffff",
            "font": FONT,
            "view": {"stroke": None},
            "axis": text | colours,
            "legend": {"labelFontSize": 12, "labelColor": TEXT_COLOUR},
            "title": {"fontSize": 12, "fontWeight": 600, "anchor": "start", "color": TEXT_COLOUR, "offset": 6},
        },
    }


def draw_svg(specification: dict[str, Any]) -> bytes:
    """The picture of a specification; the same specification is drawn once a day."""
    key = "index-chart:" + hashlib.sha256(json.dumps(specification, sort_keys=True).encode()).hexdigest()
    drawn = cache.get(key)
    if drawn is None:
        # Loads a JavaScript engine of 80 MB: only processes that draw pay for it.
        import vl_convert

        drawn = vl_convert.vegalite_to_svg(
            specification, vl_version=_VEGA_LITE_VERSION, allowed_base_urls=[], format_locale=_DECIMAL_COMMA
        ).encode()
        cache.set(key, drawn, CACHED_SECONDS)
    return drawn
