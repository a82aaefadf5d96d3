"""Addresses of review links."""

from django.urls import path

from cms.desk.review_views import ReviewedPageView, ReviewView

app_name = "review"
urlpatterns = [
    path("<str:token>/", ReviewView.as_view(), name="link"),
    path("<str:token>/page/", ReviewedPageView.as_view(), name="page"),
]
