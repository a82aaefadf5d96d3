"""Addresses outside the languages, and those of each language beside its pages."""

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from home import views

app_name = "home"

urlpatterns = [
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    path("sitemap-<str:type_name>-<str:language>-<int:number>.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("opensearch-<str:language>.xml", views.opensearch, name="opensearch"),
    path(
        "favicon.ico",
        RedirectView.as_view(url=lazy(static, str)("img/icon.svg")),
        name="favicon",
    ),
]
