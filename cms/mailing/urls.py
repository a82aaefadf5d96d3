"""Addresses of the log of outgoing letters within the administration."""

from django.urls import path

from cms.mailing import report

urlpatterns = [
    path("", report.LettersView.as_view(), name="cms_letters"),
    path("results/", report.LettersView.as_view(results_only=True), name="cms_letters_results"),
    path("templates/", report.templates, name="cms_letter_templates"),
    path("templates/<str:kind>/<str:language>/", report.template, name="cms_letter_template"),
    path(
        "templates/<str:kind>/<str:language>/html/",
        report.template_html,
        name="cms_letter_template_html",
    ),
    path("<uuid:letter>/", report.letter, name="cms_letter"),
    path("<uuid:letter>/html/", report.letter_html, name="cms_letter_html"),
    path("<uuid:letter>/resend/", report.resend, name="cms_letter_resend"),
]
