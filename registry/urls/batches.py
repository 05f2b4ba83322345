"""Addresses of batches."""

from django.urls import path

from registry.views import batches
from registry.views.panels import PANELS

PANELS.append(batches.panel)

urlpatterns = [
    path("van-ban/mau-khach-moi.xlsx", batches.InviteeTemplate.as_view(), name="invitee_template"),
    path("van-ban/<int:pk>/in-giay-moi/", batches.BatchNew.as_view(), name="batch_new"),
    path("van-ban/<int:pk>/in-giay-moi/bat-dau/", batches.BatchStart.as_view(), name="batch_start"),
    path("van-ban/<int:pk>/in-giay-moi/xem-truoc.png", batches.BatchPreview.as_view(), name="batch_preview"),
    path("van-ban/dot-in/<int:pk>/", batches.BatchDetail.as_view(), name="batch_detail"),
    path("van-ban/dot-in/<int:pk>/huy/", batches.BatchCancel.as_view(), name="batch_cancel"),
    path("van-ban/dot-in/<int:pk>/in-lai/", batches.BatchRetry.as_view(), name="batch_retry"),
    path("van-ban/dot-in/<int:pk>/giay-moi.pdf", batches.BatchFile.as_view(), name="batch_pdf"),
    path(
        "van-ban/dot-in/<int:pk>/giay-moi.zip",
        batches.BatchFile.as_view(field="archive_file", suffix="zip"),
        name="batch_zip",
    ),
    path("van-ban/giay-moi/<int:pk>.pdf", batches.BatchItemFile.as_view(), name="batch_item_pdf"),
]
