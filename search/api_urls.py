"""Addresses of the public catalogue API."""

from django.urls import path

from search import api

app_name = "catalogue"

urlpatterns = [
    path("", api.documentation, name="api"),
    path("openapi.json", api.description, name="openapi"),
    path("v1/catalogue/", api.catalogue_list, name="list"),
    path("v1/catalogue/suggest/", api.suggest, name="suggest"),
    path("<path:rest>", api.nowhere, name="nowhere"),
]
