"""Moderation, the desk and work done by the clock."""

from cms.settings.env import env

# Publish the revision that was approved, and ask again where the text changed after an approval.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.workflow.finish.publish_approved"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A translation begins as a draft: Wagtail Localize would publish it with its source.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# How long "being looked at by" lasts without a decision.
DESK_CLAIM_MINUTES = env.int("DESK_CLAIM_MINUTES", default=60)
# How long a review link lives unless its maker says otherwise, and at most.
REVIEW_LINK_DAYS = env.int("REVIEW_LINK_DAYS", default=7)
REVIEW_LINK_MAX_DAYS = env.int("REVIEW_LINK_MAX_DAYS", default=30)
# Requests one address may make to review links in a minute.
REVIEW_LINK_RATE = env.int("REVIEW_LINK_RATE", default=30)

# Letters wait in the queue "mail"; the worker sends them by the backend of delivery.
EMAIL_BACKEND = "cms.mailing.queue.QueuedBackend"
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# A dry run: the log shows what would be sent, nothing leaves.
MAIL_DRY_RUN = env.bool("MAIL_DRY_RUN", default=False)
# How long the log keeps the text of a letter that was sent, and the row itself.
MAIL_TEXT_DAYS = env.int("MAIL_TEXT_DAYS", default=14)
MAIL_LOG_DAYS = env.int("MAIL_LOG_DAYS", default=180)

# Whether the worker asks the links of public pages to other sites once a day; needs the internet.
LINK_CHECK = env.bool("LINK_CHECK", default=False)
# Seconds between two requests to one site.
LINK_CHECK_PAUSE = 1.0
# Whether addresses of private networks may be asked: only where a test has a server of its own.
LINK_CHECK_PRIVATE = False
