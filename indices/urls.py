"""Pages of the indices: where the province stands, one index in full, one figure with its source."""

from django.urls import path

from indices import views

app_name = "indices"

urlpatterns = [
    path("chi-so/", views.index_overview, name="index_overview"),
    path("chi-so/ket-qua/<int:pk>/", views.result_detail, name="result_detail"),
    path("chi-so/<slug:code>/", views.index_detail, name="index_detail"),
    path("chi-so/<slug:code>/dien-bien.svg", views.chart_series, name="chart_series"),
    path("chi-so/<slug:code>/thanh-phan.svg", views.chart_parts, name="chart_parts"),
    path("chi-so/<slug:code>/xuat-excel/", views.index_export, name="index_export"),
]
