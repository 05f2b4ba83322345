"""Addresses of conferences."""

from django.urls import path

from conferences import views

app_name = "conferences"

urlpatterns = [
    path("hoi-nghi/", views.conference_list, name="conference_list"),
    path("hoi-nghi/<int:pk>/", views.conference_detail, name="conference_detail"),
    path("hoi-nghi/tu-ke-hoach/<int:plan_pk>/", views.conference_create, name="conference_create"),
    path("hoi-nghi/cua-ke-hoach/<int:plan_pk>/", views.plan_conference, name="plan_conference"),
]
