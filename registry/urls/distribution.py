"""Addresses of sending documents."""

from django.urls import path

from registry.views import distribution
from registry.views.panels import PANELS

PANELS.append(distribution.panel)

urlpatterns = [
    path("van-ban/den/", distribution.ReceivedDocuments.as_view(), name="received_list"),
    path("van-ban/<int:pk>/gui/", distribution.DistributionPage.as_view(), name="document_distribute"),
    path("van-ban/<int:pk>/gui/nhac/", distribution.RemindUnread.as_view(), name="document_remind_unread"),
]
