"""The public catalogue and Wagtail's own admin search."""

from cms.settings.env import VAR_DIR, env

# Engine of the public catalogue: "embedded" (tantivy in the process) or "elasticsearch".
SEARCH_ENGINE = env("SEARCH_ENGINE", default="embedded")
SEARCH_INDEX_DIR = env("SEARCH_INDEX_DIR", default=str(VAR_DIR / "index"))
# Drain the outbox in the process after each commit; off where `manage.py worker` does it.
SEARCH_INLINE_DRAIN = env.bool("SEARCH_INLINE_DRAIN", default=True)

# Letters about new things leave from this hour on in Moscow, those of a week on Mondays.
ALERTS_HOUR = env.int("ALERTS_HOUR", default=8)
# Things listed in one letter; the others stand behind a link.
ALERTS_ITEMS = env.int("ALERTS_ITEMS", default=20)
# Days that the record of a sent letter is kept; at least 31, for it says what was told.
ALERTS_LOG_DAYS = env.int("ALERTS_LOG_DAYS", default=90)

# Elasticsearch, for whichever of the two searches uses it.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_API_KEY = env("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USER = env("ELASTICSEARCH_USER", default="")
ELASTICSEARCH_PASSWORD = env("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CA_CERTS = env("ELASTICSEARCH_CA_CERTS", default="")
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX", default="portal_")
# Seconds a reader waits for it before the database answers.
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=0.7)

# Search of the editorial office: "database" or "elasticsearch".
ADMIN_SEARCH = env("ADMIN_SEARCH", default="database")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
if ADMIN_SEARCH == "elasticsearch":
    WAGTAILSEARCH_BACKENDS["default"] = {
        "BACKEND": "wagtail.search.backends.elasticsearch8",
        "URLS": [url.strip() for url in ELASTICSEARCH_URL.split(",")],
        "INDEX_PREFIX": f"{ELASTICSEARCH_PREFIX}office_",
        "TIMEOUT": 10,
        "OPTIONS": {
            name: value
            for name, value in (
                ("api_key", ELASTICSEARCH_API_KEY),
                ("basic_auth", ELASTICSEARCH_USER and (ELASTICSEARCH_USER, ELASTICSEARCH_PASSWORD)),
                ("ca_certs", ELASTICSEARCH_CA_CERTS),
            )
            if value
        },
        # One copy on one server, and a second one as soon as there is another.
        "INDEX_SETTINGS": {"settings": {"index": {"auto_expand_replicas": "0-1"}}},
    }

# Days that counts of what readers look for are kept.
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=90)
# Requests to the public API from one address in a minute.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=240)
