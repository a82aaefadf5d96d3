"""Dialogues that choose a row of a register; used by foreign keys and by blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

regions = ChooserViewSet(
    "region_chooser",
    model="cms.Region",
    icon="globe",
    per_page=20,
    choose_one_text=_("Choose a region"),
    choose_another_text=_("Choose another region"),
    edit_item_text=_("Edit this region"),
)
topics = ChooserViewSet(
    "topic_chooser",
    model="cms.Topic",
    icon="tag",
    per_page=20,
    choose_one_text=_("Choose a topic"),
    choose_another_text=_("Choose another topic"),
    edit_item_text=_("Edit this topic"),
)
organisations = ChooserViewSet(
    "organisation_chooser",
    model="cms.Organisation",
    icon="group",
    per_page=20,
    choose_one_text=_("Choose an organisation"),
    choose_another_text=_("Choose another organisation"),
    edit_item_text=_("Edit this organisation"),
)
