"""Addresses under `/ru/people/` and `/en/people/`."""

from django.urls import path

from platforms import people_views as views

app_name = "people"

urlpatterns = [
    path("profile/", views.OwnProfile.as_view(), name="profile"),
    path("profile/organisation/", views.Claim.as_view(), name="claim"),
    path("messages/", views.Messages.as_view(), name="messages"),
    path("messages/<int:pk>/", views.Message.as_view(), name="message"),
    path("write/<slug:slug>/", views.Write.as_view(), name="write"),
]
