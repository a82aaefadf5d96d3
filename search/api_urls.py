"""Addresses of the public catalogue API."""

from django.urls import path

from search import api

app_name = "catalogue"

urlpatterns = [
    path("", api.catalogue_list, name="list"),
    path("suggest/", api.suggest, name="suggest"),
]
