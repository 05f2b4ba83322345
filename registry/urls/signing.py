"""Addresses of signing and verifying."""

from django.urls import URLPattern, path

from registry.views import signing
from registry.views.panels import PANELS

# Signing comes before sending, on the page as in the work.
PANELS.insert(0, signing.panel)

urlpatterns: list[URLPattern] = [
    path("van-ban/xac-minh/", signing.verify_document, name="verify_document"),
    path("van-ban/<int:pk>/ky-so/", signing.document_sign, name="document_sign"),
    path("van-ban/<int:pk>/ky-so/chung-thu-so/", signing.SignWithPkcs12.as_view(), name="document_sign_pkcs12"),
    path("van-ban/<int:pk>/ky-so/thiet-bi/", signing.SignWithToken.as_view(), name="document_sign_token"),
    path("van-ban/<int:pk>/ky-so/tai-len/", signing.document_sign_upload, name="document_sign_upload"),
    path("van-ban/<int:pk>/ban-ky/<int:sequence>/", signing.signed_file, name="signed_file"),
]
