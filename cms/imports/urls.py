"""Addresses of the import inside the admin."""

from django.urls import path

from cms.imports import views

app_name = "cms_imports"

urlpatterns = [
    path("", views.index, name="index"),
    path("batch/<int:pk>/", views.batch, name="batch"),
    path("batch/<int:pk>/undo/", views.undo, name="undo"),
    path("<slug:key>/", views.upload, name="upload"),
    path("<slug:key>/confirm/", views.confirm, name="confirm"),
    path("<slug:key>/template/", views.template, name="template"),
]
