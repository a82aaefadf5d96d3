"""Static files, uploads, images, documents and the offline map widget."""

from cms.settings.env import BASE_DIR, VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]

MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))

WAGTAILIMAGES_IMAGE_MODEL = "cms.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.PortalDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]

WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.admin_forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.document_forms.PortalDocumentForm"
# Shown in the browser, so that `#page=3` opens a PDF at its page.
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]

# Documents stand outside the public media folder: the document view checks who may read them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {
        "BACKEND": "cms.storage.PrivateFileStorage",
        "OPTIONS": {"location": env("DOCUMENTS_ROOT", default=str(VAR_DIR / "documents"))},
    },
    # Files of imports wait here for their confirmation.
    "imports": {
        "BACKEND": "cms.storage.PrivateFileStorage",
        "OPTIONS": {"location": env("IMPORTS_ROOT", default=str(VAR_DIR / "imports"))},
    },
}

# Limits of one uploaded document, and of the process that reads its text.
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", default=100 * 1024 * 1024)
WAGTAILDOCS_MAX_UPLOAD_SIZE = DOCUMENT_MAX_BYTES
DOCUMENT_MAX_PAGES = env.int("DOCUMENT_MAX_PAGES", default=500)
DOCUMENT_EXTRACTION_SECONDS = env.int("DOCUMENT_EXTRACTION_SECONDS", default=120)
DOCUMENT_EXTRACTION_MEGABYTES = env.int("DOCUMENT_EXTRACTION_MEGABYTES", default=256)

# Limits of one imported file.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=10 * 1024 * 1024)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=20_000)

# The admin asks no other host for anything.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# The place field: our own base map, no tile server. The layer that the widget insists on is one
# transparent pixel.
GEO_WIDGET_LEAFLET_TILE_LAYER = (
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
)
GEO_WIDGET_LEAFLET_TILE_LAYER_OPTIONS = {"attribution": "Natural Earth"}
GEO_WIDGET_DEFAULT_LOCATION = {"lat": 57.0, "lng": 49.0}
GEO_WIDGET_ZOOM = 4
