"""Every address of the site; apps are named by string so that nothing is imported upwards."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path

from cms.views import health, sign_in
from cms.views.display import set_display

handler500 = "cms.views.errors.server_error"

urlpatterns = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    # Before Wagtail's own addresses of the same names: these count attempts.
    path("admin/login/", sign_in.OfficeSignIn.as_view(), name="wagtailadmin_login"),
    path(
        "admin/password_reset/",
        sign_in.PasswordReset.as_view(),
        name="wagtailadmin_password_reset",
    ),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("api/", include("search.api_urls")),
    path("review/", include("cms.desk.review_urls")),
    path("preferences/display/", set_display, name="set_display"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("home.urls")),
    *i18n_patterns(
        path("search/", include("search.urls")),
        path("", include("home.language_urls")),
        path("", include("clusters.urls")),
        path("_util/login/", sign_in.ReaderSignIn.as_view(), name="wagtailcore_login"),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            sign_in.page_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path("", include("wagtail.urls")),
    ),
]
