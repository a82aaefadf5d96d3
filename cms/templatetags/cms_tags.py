"""Template tags every page may use: display settings, pictures, crumbs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from cms.display import CHOICES, Display
from cms.geo import country

register = template.Library()

_GROUPS = {
    "size": ("А", "А ×2", "А ×3"),
    "spacing": ("АБ", "А Б", "А  Б"),
    "scheme": ("Ц",) * len(CHOICES["scheme"]),
}


def _request(context: Context) -> Any:
    """The request, also inside a component included with `only`."""
    return context.get("request") or getattr(context, "request", None)


def _display(context: Context) -> Display:
    """The reader's display; the usual one where a template is rendered without a request."""
    return context.get("display") or getattr(_request(context), "display", None) or Display()


@register.simple_tag(takes_context=True)
def display_attributes(context: Context) -> SafeString:
    """Attributes of `<html>` that carry the reader's display: ` data-size="2"` and so on."""
    return format_html_join("", ' {}="{}"', _display(context).attributes.items())


@register.inclusion_tag("components/display_panel.html", takes_context=True)
def display_panel(context: Context) -> dict[str, Any]:
    """The panel of the version for the visually impaired, opened when the reader opened it."""
    display = _display(context)
    request = _request(context)
    titles = {
        "size": _("Text size"),
        "spacing": _("Letter spacing"),
        "scheme": _("Colours"),
        "images": _("Images"),
    }
    groups = [
        {
            "name": name,
            "title": title,
            "options": [
                {
                    "value": value,
                    "label": label,
                    "short": _GROUPS[name][index] if name in _GROUPS else "",
                    "is_pressed": getattr(display, name) == value,
                }
                for index, (value, label) in enumerate(CHOICES[name].items())
            ],
        }
        for name, title in titles.items()
    ]
    next_url = request.get_full_path() if request else "/"
    return {"groups": groups, "is_open": display.panel == "open", "next": next_url}


@register.inclusion_tag("components/display_button.html", takes_context=True)
def display_button(context: Context) -> dict[str, Any]:
    """The button in the top bar that opens and closes the panel."""
    request = _request(context)
    is_open = _display(context).panel == "open"
    return {"is_open": is_open, "next": request.get_full_path() if request else "/"}


@register.simple_tag(takes_context=True)
def portal_image(context: Context, image: Any, spec: str, css: str = "", lazy: bool = True) -> str:
    """The picture in the size of `spec` ("width-800"), or its alternative text when images are off.

    A decorative picture leaves nothing behind when images are off. A lost file gives Wagtail's
    placeholder, never an error. `css` is the class; `lazy` lets the browser load it when near.
    """
    if not image:
        return ""
    alt = image.default_alt_text
    if not _display(context).shows_images:
        label = _("Image")
        return format_html('<span class="img-alt">{}: {}</span>', label, alt) if alt else ""
    rendition = get_rendition_or_not_found(image, spec)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}"{}{} decoding="async">',
        rendition.url,
        rendition.width,
        rendition.height,
        alt,
        format_html(' class="{}"', css) if css else "",
        SafeString(' loading="lazy"') if lazy else "",
    )


@register.inclusion_tag("components/region_map.html", takes_context=True)
def region_map(
    context: Context, regions: Sequence[Mapping[str, Any]], total: int | None = None
) -> dict[str, Any]:
    """The country's map with the given regions lit, each a link, and the same regions as a list.

    A region has `code`, `name`, `count`, `url` and `level` (1 to 3, how bright). The drawing is
    hidden from screen readers and the keyboard, for the list beside it says and does the same;
    with images off only the list is sent.
    """
    shapes = country().shapes
    lit = []
    for region in regions:
        shape = shapes.get(region["code"])
        if shape and shape.anchor:
            x, y = (f"{number:.1f}" for number in shape.anchor)
            lit.append({**region, "x": x, "y": y, "radius": 3 + region["level"]})
    codes = {row["code"] for row in lit}
    return {
        "view_box": country().view_box,
        "lit": lit,
        "dark": [code for code in shapes if code not in codes],
        "total": total or len(shapes),
        "shows_images": _display(context).shows_images,
    }


_HOME_DEPTH = 2

_CONTROLS = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "input": "govuk-input",
}


@register.filter
def styled_control(field: BoundField) -> SafeString:
    """The control of a form field with the base's class, tied to its hint and error."""
    widget = field.field.widget
    name = Path(widget.template_name).stem
    described = [
        f"{field.id_for_label}-{part}"
        for part, present in (("hint", field.help_text), ("error", field.errors))
        if present
    ]
    attributes: dict[str, str | bool] = {"class": _CONTROLS.get(name, _CONTROLS["input"])}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)


@register.simple_tag
def page_crumbs(page: Page) -> Sequence[Page]:
    """The live pages above `page`, its home page first.

    No query for a page that was found by its address: routing leaves every page its parent.
    """
    above: list[Page] = []
    step = page
    while step.depth > _HOME_DEPTH and hasattr(step, "_cached_parent_obj"):
        step = step._cached_parent_obj
        above.append(step)
    if step.depth > _HOME_DEPTH:
        return page.get_ancestors().filter(depth__gte=_HOME_DEPTH).live().defer_streamfields()
    return [parent for parent in reversed(above) if parent.live]
