"""Addresses of discussions that are no pages, under `/ru/` and `/en/`."""

from django.urls import path

from platforms import feed_views, moderator_views, own_views, report_views, views

app_name = "talks"

urlpatterns = [
    path("discussions/feed/", feed_views.all_topics, name="feed"),
    path("discussions/<int:topic>/feed/", feed_views.one_topic, name="topic_feed"),
    path("discussions/mine/", own_views.Mine.as_view(), name="mine"),
    path("discussions/appeals/<int:ruling>/", own_views.AppealAgainst.as_view(), name="appeal"),
    path("discussions/new/", views.Start.as_view(), name="start"),
    path("discussions/<int:topic>/", views.TopicSent.as_view(), name="topic_sent"),
    path("discussions/<int:topic>/reply/", views.Reply.as_view(), name="reply"),
    path("discussions/<int:topic>/<int:number>/", views.Sent.as_view(), name="sent"),
    path("discussions/<int:topic>/<int:number>/edit/", views.Edit.as_view(), name="edit"),
    path("discussions/<int:topic>/<int:number>/remove/", views.Remove.as_view(), name="remove"),
    path(
        "discussions/<int:topic>/<int:number>/report/",
        report_views.Report.as_view(),
        name="report",
    ),
    path(
        "discussions/<int:topic>/<int:number>/moderate/",
        moderator_views.Judge.as_view(),
        name="judge",
    ),
    path("discussions/<int:topic>/moderate/", moderator_views.Moderate.as_view(), name="moderate"),
]
