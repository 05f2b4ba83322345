"""Addresses of official documents, a module for each part of the work. Fixed words stand before `<int:pk>`."""

from registry.urls import batches, checking, distribution, documents, editing, signing

app_name = "registry"
urlpatterns = [
    *checking.urlpatterns,
    *signing.urlpatterns,
    *distribution.urlpatterns,
    *batches.urlpatterns,
    *editing.urlpatterns,
    *documents.urlpatterns,
]
