"""Addresses of plans and of the imports they come from."""

from django.urls import path

from plans.views import heading, importing, plans

app_name = "plans"

urlpatterns = [
    path("ke-hoach/", plans.plan_list, name="plan_list"),
    path("ke-hoach/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/pdf/", plans.plan_pdf, name="plan_pdf"),
    path("ke-hoach/<int:pk>/docx/", plans.plan_docx, name="plan_docx"),
    path("ke-hoach/<int:pk>/the-thuc/", plans.plan_check, name="plan_check"),
    path("ke-hoach/nhiem-vu/<int:pk>/", plans.task_detail, name="task_detail"),
    path("ke-hoach/nhap/", importing.import_new, name="import_new"),
    path("ke-hoach/nhap/<int:pk>/", importing.import_review, name="import_review"),
    path("ke-hoach/nhap/<int:pk>/phan-dau/", heading.import_edit_heading, name="import_edit_heading"),
    path("ke-hoach/nhap/<int:pk>/ten-co-quan/", heading.import_choose_agency, name="import_choose_agency"),
    path("ke-hoach/nhap/<int:pk>/them/", importing.import_add_task, name="import_add_task"),
    path("ke-hoach/nhap/<int:pk>/nhan-tat-ca/", importing.import_accept_all, name="import_accept_all"),
    path("ke-hoach/nhap/<int:pk>/xac-nhan/", importing.import_confirm, name="import_confirm"),
    path("ke-hoach/nhap/<int:pk>/bo/", importing.import_discard, name="import_discard"),
    path("ke-hoach/nhap/nhiem-vu/<int:pk>/sua/", importing.import_edit_task, name="import_edit_task"),
    path("ke-hoach/nhap/nhiem-vu/<int:pk>/nhan/", importing.import_accept_task, name="import_accept_task"),
    path("ke-hoach/nhap/nhiem-vu/<int:pk>/bo/", importing.import_drop_task, name="import_drop_task"),
    path("ke-hoach/nhap/nhiem-vu/<int:pk>/xem-lai/", importing.import_restore_task, name="import_restore_task"),
]
