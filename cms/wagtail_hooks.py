"""What the foundation adds to the administration; only registers, the code stands elsewhere."""

from django.urls import include, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from cms import branding, choosers, dashboard
from cms.accounts.viewsets import ConsentTextViewSet, NothingDeleted
from cms.admin import RegistersGroup
from cms.corrections.log_actions import register_correction_actions
from cms.desk import conflicts, editor_decisions, menu, publication, translations
from cms.models import ConsentText
from cms.views.audit import AuditView
from cms.views.links import LinksView
from cms.workflow.log_actions import register_group_actions, register_review_actions

hooks.register(
    "register_admin_urls",
    lambda: [
        # Before the addresses of wagtail-localize that they replace.
        *translations.urls(),
        path("desk/", include("cms.desk.urls")),
        path("imports/", include("cms.imports.urls")),
        path("reports/links/", LinksView.as_view(), name="cms_links"),
        path(
            "reports/links/results/", LinksView.as_view(results_only=True), name="cms_links_results"
        ),
        path("reports/mail/", include("cms.mailing.urls")),
        path("reports/decisions/", AuditView.as_view(), name="cms_audit"),
        path(
            "reports/decisions/results/",
            AuditView.as_view(results_only=True),
            name="cms_audit_results",
        ),
    ],
)
hooks.register(
    "register_admin_viewset",
    lambda: [choosers.regions, choosers.topics, choosers.organisations],
)
hooks.register("register_admin_menu_item", menu.desk_item)
hooks.register("register_reports_menu_item", menu.statistics_item)
hooks.register("register_reports_menu_item", menu.audit_item)
hooks.register("register_reports_menu_item", menu.mail_item)
hooks.register("register_reports_menu_item", menu.links_item)
hooks.register("construct_main_menu", menu.arrange)
hooks.register("construct_help_menu", menu.keep_help_here)
hooks.register("construct_homepage_panels", dashboard.arrange_panels)
hooks.register("before_edit_page", conflicts.guard_edit)
hooks.register("before_edit_page", editor_decisions.guard_decision)
# Before the translation editor takes the request over.
hooks.register("before_edit_page", translations.guard_editor, order=-10)
hooks.register("before_create_page", publication.guard_creation)
hooks.register("before_publish_page", publication.guard_publication)
hooks.register("before_copy_page", publication.guard_copy)
hooks.register("before_bulk_action", publication.guard_bulk)
hooks.register("construct_page_action_menu", publication.arrange_actions)
publication.close_office_api()
hooks.register("register_log_actions", register_review_actions)
hooks.register("register_log_actions", register_group_actions)
hooks.register("register_log_actions", register_correction_actions)
hooks.register("insert_global_admin_css", branding.admin_css)
modeladmin_register(RegistersGroup)
register_permission_policy(ConsentText, NothingDeleted(ConsentText))
register_snippet(ConsentTextViewSet)
