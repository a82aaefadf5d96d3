"""Addresses of the public catalogue API."""

from django.urls import URLPattern

app_name = "catalogue"

urlpatterns: list[URLPattern] = []
