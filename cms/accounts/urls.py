"""Addresses under `/ru/accounts/` and `/en/accounts/`: our doors first, the rest is allauth's."""

from django.urls import include, path

from cms.accounts import doors, views

urlpatterns = [
    path("", views.Home.as_view(), name="account_home"),
    path("name/", views.Name.as_view(), name="account_name"),
    path("login/", doors.SignIn.as_view(), name="account_login"),
    path("signup/", doors.SignUp.as_view(), name="account_signup"),
    path("password/reset/", doors.PasswordReset.as_view(), name="account_reset_password"),
    path("consents/<int:pk>/", views.ConsentPage.as_view(), name="account_consent"),
    path("consents/<slug:purpose>/agree/", views.Agree.as_view(), name="account_agree"),
    path("data/", views.Download.as_view(), name="account_data"),
    path("erase/", views.Erase.as_view(), name="account_erase"),
    path("sessions/", views.Sessions.as_view(), name="usersessions_list"),
    path("", include("allauth.urls")),
]
