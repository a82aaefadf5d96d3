"""Addresses under `/ru/` and `/en/` that are no pages."""

from django.urls import path

from home import connection_views, views

app_name = "front"

urlpatterns = [
    path("connections/<uuid:key>/", connection_views.connections, name="connections"),
    path("organisations/<slug:slug>/", connection_views.organisation, name="organisation"),
    path("news/feed/", views.news_atom, name="news_feed"),
    path("events/calendar.ics", views.events_ics, name="event_calendar"),
    path("events/<str:slug>/event.ics", views.event_ics, name="event"),
]
