"""Addresses of the register and its documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
