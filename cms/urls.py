"""Every address of the site; apps are named by string so that nothing is imported upwards."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path

from cms.views.display import set_display

handler500 = "cms.views.errors.server_error"

urlpatterns = [
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("api/v1/catalogue/", include("search.api_urls")),
    path("review/", include("cms.desk.review_urls")),
    path("preferences/display/", set_display, name="set_display"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("home.urls")),
    *i18n_patterns(
        path("search/", include("search.urls")),
        path("", include("home.language_urls")),
        path("", include("wagtail.urls")),
    ),
]
