"""Addresses of checking."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
