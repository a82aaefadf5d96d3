"""Every address of the site; apps are named by string so that nothing is imported upwards."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path

from cms.accounts import doors
from cms.views import health
from cms.views.display import set_display
from cms.views.page_password import page_password

handler429 = "cms.views.errors.too_many_requests"
handler500 = "cms.views.errors.server_error"

urlpatterns = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    # Before Wagtail's own addresses of the same names, which ask for no second factor.
    path("admin/login/", doors.to_sign_in, name="wagtailadmin_login"),
    path("admin/password_reset/", doors.to_password_reset, name="wagtailadmin_password_reset"),
    path("admin/password_reset/<path:rest>", doors.to_password_reset),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("api/", include("search.api_urls")),
    path("review/", include("cms.desk.review_urls")),
    path("preferences/display/", set_display, name="set_display"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("home.urls")),
    *i18n_patterns(
        path("accounts/", include("cms.accounts.urls")),
        path("people/", include("platforms.people_urls")),
        path("search/", include("search.urls")),
        path("", include("home.language_urls")),
        path("", include("clusters.urls")),
        path("", include("platforms.urls")),
        path("_util/login/", doors.to_sign_in, name="wagtailcore_login"),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            page_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path("", include("wagtail.urls")),
    ),
]
