"""Which language versions of a page a correction changes, and where their translations keep it.

A field that all languages share is one fact, whichever page it was reported on. Texts belong to
their language. A translation that is kept in step with its original takes texts and deviating
values from tables of its own, so a corrected value must stand there as well, or the next update of
the translation would bring the mistake back.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from cms.desk.translations import translation_into


def versions_with(page: Page, name: str) -> list[Page]:
    """Specific pages that have the value of a page's field in common, the original first.

    An alias has every value of the page it repeats; a language that sets a shared field apart
    stands for itself.
    """
    if page.alias_of_id:
        page = page.alias_of.specific
    if not _is_shared(page, name):
        return [page]
    apart = set(
        SegmentOverride.objects.filter(
            context__object_id=page.translation_key, context__path=name
        ).values_list("locale_id", flat=True)
    )
    if page.locale_id in apart:
        return [page]
    translation = translation_into(page)
    original = translation.source.locale_id if translation else None
    versions = (
        type(page)
        .objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
        .exclude(locale_id__in=apart)
        .select_related("locale")
    )
    return sorted(versions, key=lambda one: (one.locale_id != original, one.pk))


def keep_for_translation(page: Page, name: str, value: Any, user: Any) -> None:
    """Put a value into the tables that a translation kept in step is made from."""
    translation = translation_into(page)
    if translation is None:
        return
    by = {"last_translated_by": user}
    place = {"locale_id": page.locale_id, "context__path": name}
    SegmentOverride.objects.filter(context__object_id=page.translation_key, **place).update(
        data_json=json.dumps(value, cls=DjangoJSONEncoder), **by
    )
    for segment in StringSegment.objects.filter(source=translation.source, context__path=name):
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale_id=page.locale_id,
            context_id=segment.context_id,
            defaults={
                "data": StringValue.from_plaintext(str(value)).data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "has_error": False,
                "field_error": "",
                **by,
            },
        )


def _is_shared(page: Page, name: str) -> bool:
    fields = get_translatable_fields(type(page))
    return any(field.field_name == name and field.is_synchronized(page) for field in fields)
