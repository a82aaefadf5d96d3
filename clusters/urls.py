"""Files of the cluster portal that are no pages, under `/ru/` and `/en/`."""

from django.urls import path

from clusters import file_views

app_name = "cluster_files"

urlpatterns = [
    path(
        "clusters/instruments/calendar.ics", file_views.instruments_ics, name="instrument_calendar"
    ),
    path(
        "clusters/instruments/<str:card>/calendar.ics",
        file_views.instrument_ics,
        name="instrument_days",
    ),
]
