"""Two versions of a page side by side, field by field.

Wagtail's comparison marks what was added and what was taken out in one text; here that text is
shown twice: without the additions on the left, without what was taken out on the right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison
from wagtail.models import Page


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its label and its text before and after, as safe HTML."""

    label: str
    before: SafeString
    after: SafeString


def compare(request: HttpRequest, before: Page | None, after: Page) -> list[FieldChange]:
    """Fields of `after` that differ from `before`, in the order of the form.

    Without `before` every field that is filled counts as new. Takes both as specific pages of one
    type; asks what the reader of `request` may edit.
    """
    base = before if before is not None else type(after)()
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    changes = []
    for comparison in panel.get_comparison():
        difference = comparison(base, after)
        if difference.has_changed():
            if type(difference) is FieldComparison:
                difference.val_a = in_words(difference.val_a)
                difference.val_b = in_words(difference.val_b)
            html = str(_as_html(difference))
            changes.append(
                FieldChange(
                    label=str(difference.field_label()),
                    before=_without(html, "addition"),
                    after=_without(html, "deletion"),
                )
            )
    return changes


def in_words(value: Any) -> str:
    """A date, number or tick as people write it; nothing for what is not filled in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        # Years and shares: nothing here is long enough to be read in groups of three.
        return str(value)
    if isinstance(value, Decimal):
        # 100.000 out of the database is a hundred: with a decimal comma it would read as thousands.
        value = Decimal(f"{value.normalize():f}")
    return str(localize(value))


def _as_html(difference: Any) -> SafeString:
    if difference.is_field:
        return format_html("{}", difference.htmldiff())
    return format_html_join("", "{}", ((row,) for row in _child_rows(difference)))


def _child_rows(difference: Any) -> Iterator[SafeString]:
    for child in difference.get_child_comparisons():
        mark = "addition" if child.is_addition() else "deletion" if child.is_deletion() else ""
        fields = format_html_join(
            "",
            "<dt>{}</dt><dd>{}</dd>",
            ((field.field_label(), field.htmldiff()) for field in child.get_field_comparisons()),
        )
        yield format_html(
            '<div class="comparison__child-object {}"><dl class="comparison__list">{}</dl></div>',
            mark,
            fields,
        )


def _without(html: str, mark: str) -> SafeString:
    """The text without the parts marked so; what is left was escaped by Wagtail's comparison."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select(f".{mark}"):
        part.decompose()
    return mark_safe(str(soup))
