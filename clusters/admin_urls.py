"""Addresses of the section under `/admin/clusters/`."""

from django.urls import path

from clusters import views

app_name = "clusters"

urlpatterns = [
    path("admission/<int:cluster_id>/", views.admission, name="admission"),
    path("mine/", views.mine, name="mine"),
    path("mine/<int:cluster_id>/<str:kind>/", views.propose, name="propose"),
]
