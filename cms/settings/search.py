"""The public catalogue and Wagtail's own admin search."""

from cms.settings.env import VAR_DIR, env

# Engine of the public catalogue: "embedded" (tantivy in the process).
SEARCH_ENGINE = env("SEARCH_ENGINE", default="embedded")
SEARCH_INDEX_DIR = env("SEARCH_INDEX_DIR", default=str(VAR_DIR / "index"))
# Drain the outbox in the process after each commit; off where `manage.py worker` does it.
SEARCH_INLINE_DRAIN = env.bool("SEARCH_INLINE_DRAIN", default=True)

# Search of the editorial office.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
if ELASTICSEARCH_URL:
    WAGTAILSEARCH_BACKENDS["default"] = {
        "BACKEND": "wagtail.search.backends.elasticsearch8",
        "URLS": [ELASTICSEARCH_URL],
        "INDEX_PREFIX": "portal_office_",
    }
