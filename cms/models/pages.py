"""Abstract pages: atomic tree actions and the common editorial fields."""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from cms.blocks.story import StoryBlock
from cms.fields import StoryField
from cms.tree import lock_tree

_HOME_DEPTH = 2


@dataclass(frozen=True)
class Obstacle:
    """Why a page cannot become public yet, in words, and the address where that is settled."""

    text: str
    url: str = ""


class AtomicPage(Page):
    """A page whose addition, publishing, withdrawal, move and deletion are one transaction each.

    Wagtail saves the page first and sends its signals later, outside a transaction. Wrapped like
    this, what a receiver writes (the search outbox, a log) stands or falls with the change. Those
    that change the tree wait for each other.
    """

    class Meta:
        abstract = True

    def obstacle(self) -> Obstacle | None:
        """What keeps the page from becoming public beside the decision of a person; None as a rule.

        The desk and the form tell it; a page type that has one also refuses to be saved as live.
        """
        return None

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Restrictions of the page and of those above it.

        Wagtail reads all pages above for each page shown, for the sake of aliases. A page found
        by its address knows them already, and without an alias among them their restrictions are
        those whose page's path begins this one's; often it also knows that there are none
        (`cms.querysets.knowing_restrictions`).
        """
        above = [self]
        while above[-1].depth > _HOME_DEPTH and hasattr(above[-1], "_cached_parent_obj"):
            above.append(above[-1]._cached_parent_obj)
        is_known = above[-1].depth == _HOME_DEPTH
        if not is_known or any(page.alias_of_id for page in above):
            return super().get_view_restrictions()
        if vars(self).get("is_restricted") is False:
            return PageViewRestriction.objects.none()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision and everything receivers write, or nothing."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Withdraw the page and everything receivers write, or nothing."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def add_child(self, **kwargs: Any) -> Any:
        """Add a page below this one and everything receivers write, or nothing."""
        with transaction.atomic():
            lock_tree()
            return super().add_child(**kwargs)

    def move(self, target: Page, *args: Any, **kwargs: Any) -> Any:
        """Move the page and everything receivers write, or nothing."""
        with transaction.atomic():
            lock_tree(self, target)
            return super().move(target, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page and everything receivers write, or nothing."""
        with transaction.atomic():
            lock_tree(self)
            return super().delete(*args, **kwargs)


class EditorialPage(AtomicPage):
    """What every authored page has; each page type adds its own fields and template."""

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences shown in lists and in search.")
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)
    topics = ParentalManyToManyField(
        "cms.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )
    regions = ParentalManyToManyField(
        "cms.Region", verbose_name=_("regions"), blank=True, related_name="+"
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Where the facts come from, one source a line.")
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    author_section = models.CharField(
        _("prepared by"),
        max_length=255,
        blank=True,
        help_text=_("The department or organisation that prepared the text."),
    )
    is_demo = models.BooleanField(
        _("demonstration content"),
        default=False,
        help_text=_("Readers see that the content is made up for demonstration."),
    )

    shared_fields = [
        SynchronizedField(name) for name in ("slug", "topics", "regions", "verified_on")
    ]
    """What all languages of a page have in common; wagtail-localize leaves out many-to-many fields
    unless they are named."""

    lead_panels = [FieldPanel("lead")]
    about_panels = [
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                FieldPanel("regions", widget=CheckboxSelectMultiple),
            ],
            heading=_("What the page is about"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sources"),
                FieldPanel("verified_on"),
                FieldPanel("author_section"),
                FieldPanel("is_demo"),
            ],
            heading=_("Origin"),
        ),
    ]
    content_panels = [*Page.content_panels, *lead_panels, FieldPanel("body"), *about_panels]

    class Meta:
        abstract = True
