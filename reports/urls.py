from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("tong-quan/", views.Overview.as_view(), name="overview"),
    path("tong-quan/cham-theo-co-quan.svg", views.LateAgenciesPicture.as_view(), name="overview_late_agencies"),
    path("tong-quan/theo-co-quan.xlsx", views.AgenciesSpreadsheet.as_view(), name="overview_agencies_xlsx"),
    path("tong-quan/tom-tat.pdf", views.OverviewBrief.as_view(), name="overview_pdf"),
    path("ban-lam-viec/", views.Desk.as_view(), name="desk"),
]
