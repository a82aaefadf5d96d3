"""Public search pages and the feeds of every search."""

from django.urls import path

from search import feed_views, views

app_name = "search"

urlpatterns = [
    path("", views.search_page, name="search"),
    path("feed.atom", feed_views.search_atom, name="feed_atom"),
    path("feed.json", feed_views.search_json, name="feed_json"),
    path("help/", views.help_page, name="help"),
    path("seen/", views.seen, name="seen"),
]
