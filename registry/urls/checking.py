"""Addresses of checking."""

from django.urls import path

from registry.views import checking

urlpatterns = [
    path("van-ban/kiem-tra/", checking.document_check, name="document_check"),
    path("van-ban/kiem-tra/tai-ve/", checking.check_download, name="check_download"),
    path("van-ban/quy-tac/", checking.rule_list, name="rule_list"),
]
