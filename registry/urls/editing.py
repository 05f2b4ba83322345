"""Addresses of editing."""

from django.urls import URLPattern, path

from registry.views import edit_preview, editing

urlpatterns: list[URLPattern] = [
    path("van-ban/<int:pk>/sua/", editing.document_edit, name="document_edit"),
    path("van-ban/<int:pk>/sua/viec/", editing.document_edit_act, name="document_edit_act"),
    path("van-ban/<int:pk>/sua/luu/", editing.document_edit_save, name="document_edit_save"),
    path("van-ban/<int:pk>/sua/bo/", editing.document_edit_discard, name="document_edit_discard"),
    path("van-ban/<int:pk>/sua/doi-chieu/", editing.document_edit_compare, name="document_edit_compare"),
    path("van-ban/<int:pk>/sua/xem/", edit_preview.document_edit_preview, name="document_edit_preview"),
    path("van-ban/<int:pk>/sua/the-thuc/", edit_preview.document_edit_findings, name="document_edit_findings"),
    path("van-ban/<int:pk>/sua/ban-in.pdf", edit_preview.document_edit_pdf, name="document_edit_pdf"),
    path(
        "van-ban/<int:pk>/sua/trang/<str:version>/<int:page>.png",
        edit_preview.document_edit_page,
        name="document_edit_page",
    ),
]
