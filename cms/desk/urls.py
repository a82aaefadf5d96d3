"""Addresses of the desk within the administration."""

from django.urls import path

from cms.desk.statistics_views import StatisticsCsvView, StatisticsView
from cms.desk.views import DeskView, ItemView

app_name = "desk"
urlpatterns = [
    path("", DeskView.as_view(), name="index"),
    path("statistics/", StatisticsView.as_view(), name="statistics"),
    path("statistics.csv", StatisticsCsvView.as_view(), name="statistics_csv"),
    path("<slug:queue>/<str:key>/", ItemView.as_view(), name="item"),
]
