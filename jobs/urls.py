from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("viec-nen/<int:pk>/", views.JobDetail.as_view(), name="job_detail"),
    path("viec-nen/<int:pk>/huy/", views.JobCancel.as_view(), name="job_cancel"),
]
