"""Addresses of discussions that are no pages, under `/ru/` and `/en/`."""

from django.urls import path

from platforms import feed_views

app_name = "talks"

urlpatterns = [
    path("discussions/feed/", feed_views.all_topics, name="feed"),
    path("discussions/<int:topic>/feed/", feed_views.one_topic, name="topic_feed"),
]
