"""Public search pages, the feeds of every search, and letters about it."""

from django.urls import path

from search import alert_views, feed_views, views

app_name = "search"

urlpatterns = [
    path("", views.search_page, name="search"),
    path("feed.atom", feed_views.search_atom, name="feed_atom"),
    path("feed.json", feed_views.search_json, name="feed_json"),
    path("help/", views.help_page, name="help"),
    path("seen/", views.seen, name="seen"),
    path("follow/", alert_views.follow, name="follow"),
    path("follow/asked/", alert_views.asked, name="follow_asked"),
    path("follow/confirm/", alert_views.confirm, name="follow_confirm"),
    path("follow/manage/", alert_views.manage, name="follow_manage"),
    path("follow/leave/", alert_views.leave, name="follow_leave"),
]
