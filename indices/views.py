"""Pages of the indices: the published figures of the province's territories, as table, picture and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agencies.models import Province
from indices.charts import DESK, PHONE, Size, drawable_parts, parts_svg, total_svg
from indices.exports import XLSX_MEDIA_TYPE, series_workbook
from indices.models import Index, Result
from indices.permissions import can_view_indices
from indices.queries import IndexSeries, index_series, sources_of, territories_of

# Figures change when reference data are loaded: a picture may stay in the browser for a while.
PICTURE_KEPT = "private, max-age=3600"


def index_overview(request: HttpRequest) -> HttpResponse:
    """Where the province stands on the four indices, and how it came there."""
    territories, territory = _territories(request)
    context = {
        "series": index_series(request.user, territory),
        "territory": territory,
        "territories": territories,
    }
    return render(request, "indices/index_overview.html", context)


def index_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One index: the total, every part by year, each figure a link to its source."""
    series, territories = _series(request, code)
    context = {
        "series": series,
        "territory": series.territory,
        "territories": territories,
        "parts_are_drawable": bool(drawable_parts(series)),
    }
    return render(request, "indices/index_detail.html", context)


def result_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One published figure with its scale, rank, source and how sure it is."""
    if not can_view_indices(request.user, request.province):
        raise PermissionDenied
    results = Result.objects.visible_to(request.user)
    result = get_object_or_404(results.select_related("index", "province", "criterion__framework"), pk=pk)
    context = {
        "result": result,
        "sources": sources_of(result),
        "others": results.filter(index=result.index, province=result.province, node_code=result.node_code).order_by(
            "year"
        ),
    }
    return render(request, "indices/result_detail.html", context)


def chart_series(request: HttpRequest, code: str) -> HttpResponse:
    """The total of an index over the years as a picture."""
    return _picture(request, code, total_svg, with_parts=False)


def chart_parts(request: HttpRequest, code: str) -> HttpResponse:
    """The dimensions of an index over the years as small pictures."""
    return _picture(request, code, parts_svg, with_parts=True)


def index_export(request: HttpRequest, code: str) -> HttpResponse:
    """The table of the index page as a spreadsheet."""
    series, _ = _series(request, code)
    answer = HttpResponse(series_workbook(series), content_type=XLSX_MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{code}-{series.territory.slug}.xlsx"'
    return answer


def _territories(request: HttpRequest) -> tuple[list[Province], Province]:
    """Territories on the ground of the current province, and the one asked for by `?territory=`.

    Without the parameter it is the province under its own name: the years before the merger, then those after it.
    """
    if not can_view_indices(request.user, request.province):
        raise PermissionDenied("Anh/chị chưa được giao vai trò xem chỉ số của tỉnh nào.")
    territories = [row for row in territories_of(request.province) if row.name != request.province.name]
    territories.insert(0, request.province)
    asked = request.GET.get("territory", request.province.slug)
    chosen = next((row for row in territories if row.slug == asked), None)
    if chosen is None:
        raise Http404("Không có địa bàn này trong tỉnh.")
    return territories, chosen


def _series(request: HttpRequest, code: str, *, with_parts: bool = True) -> tuple[IndexSeries, list[Province]]:
    index = get_object_or_404(Index, code=code.upper())
    territories, territory = _territories(request)
    return index_series(request.user, territory, codes=[index.code], with_parts=with_parts)[0], territories


def _picture(
    request: HttpRequest, code: str, draw: Callable[[IndexSeries, Size], bytes], *, with_parts: bool
) -> HttpResponse:
    size = PHONE if "narrow" in request.GET else DESK
    picture = draw(_series(request, code, with_parts=with_parts)[0], size)
    if not picture:
        raise Http404("Chưa đủ số liệu để vẽ.")
    return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": PICTURE_KEPT})
