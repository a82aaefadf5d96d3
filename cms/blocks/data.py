"""Blocks of figures: tables and charts made of them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

from cms.charts import MAX_SERIES, Chart, Series, bar_chart, line_chart

_MAX_CATEGORIES = 40


class FiguresBlock(TypedTableBlock):
    """A typed table whose caption, headings and texts can be translated.

    wagtail-localize passes by blocks it does not know, which would leave a table's words in
    the language of the original.
    """

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Words of the table, each with its place; years and other numbers are left out."""
        texts = {"caption": value.caption}
        for number, column in enumerate(value.columns):
            texts[f"heading-{number}"] = column["heading"]
            if column["block"].name == "text":
                for line, row in enumerate(value.row_data):
                    texts[f"cell-{line}-{number}"] = str(row["values"][number] or "")
        return [
            StringSegmentValue(place, text)
            for place, text in texts.items()
            if any(character.isalpha() for character in text)
        ]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """The table with the translated words in their places."""
        for segment in segments:
            kind, *place = segment.path.split("-")
            text = segment.render_text()
            if kind == "caption":
                value.caption = text
            elif kind == "heading":
                value.columns[int(place[0])]["heading"] = text
            else:
                value.row_data[int(place[0])]["values"][int(place[1])] = text
        return value


class TableBlock(blocks.StructBlock):
    """A table with typed columns, a caption and named rows."""

    table = FiguresBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False, default="")),
            ("number", blocks.DecimalBlock(label=_("Numeric value"), required=False)),
            ("date", blocks.DateBlock(label=_("Date"), required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(
                    label=_("Formatted text"), required=False, features=["bold", "italic", "link"]
                ),
            ),
        ],
        label=_("Table"),
    )
    row_headers = blocks.BooleanBlock(
        label=_("The first column names the rows"), required=False, default=True
    )
    note = blocks.CharBlock(label=_("Source or note"), required=False, default="", max_length=500)

    class Meta:
        template = "blocks/table.html"
        icon = "table"
        label = _("Table")
        description = _("A table with a caption; columns of text, numbers or dates.")
        preview_value = {
            "table": {
                "caption": _("Members of the cluster"),
                "columns": [
                    {"type": "text", "heading": _("Kind of member")},
                    {"type": "number", "heading": _("Members")},
                ],
                "rows": [
                    {"values": [_("Companies"), Decimal(42)]},
                    {"values": [_("Universities"), Decimal(5)]},
                ],
            },
            "row_headers": True,
        }

    def clean(self, value: Any) -> Any:
        """Require a caption and at least one row."""
        value = super().clean(value)
        _require_table(value["table"])
        return value


def _require_table(table: TypedTable) -> None:
    message = None
    if not table.columns or not table.row_data:
        message = _("Add at least one column and one row.")
    elif not table.caption.strip():
        message = _("Give the table a caption.")
    if message:
        raise StructBlockValidationError(block_errors={"table": ValidationError(message)})


class ChartValue(blocks.StructValue):
    """A chart's table read as categories and series."""

    @property
    def categories(self) -> list[str]:
        """Names in the first column."""
        return [str(row["values"][0] or "") for row in self["table"].row_data]

    @property
    def series(self) -> list[Series]:
        """The other columns."""
        return [
            Series(
                column["heading"],
                tuple(row["values"][index] for row in self["table"].row_data),
            )
            for index, column in enumerate(self["table"].columns)
            if index
        ]

    @property
    def headings(self) -> list[str]:
        """Names of the columns."""
        return [column["heading"] for column in self["table"].columns]

    @property
    def rows(self) -> list[list[Any]]:
        """Cells by row; None where there are no data."""
        return [row["values"] for row in self["table"].row_data]

    @property
    def chart(self) -> Chart:
        """The drawing in the reader's number format."""
        draw = line_chart if self["kind"] == "line" else bar_chart
        return draw(self.categories, self.series)


class ChartBlock(blocks.StructBlock):
    """Bars or lines drawn from a table that stays on the page below them."""

    title = blocks.CharBlock(
        label=_("What the chart shows"),
        max_length=255,
        help_text=_("State the finding: «Exports doubled in two years», not «Exports»."),
    )
    kind = blocks.ChoiceBlock(
        label=_("Drawn as"),
        choices=[("bar", _("Bars: comparison")), ("line", _("Lines: change over time"))],
        default="bar",
        search_index=False,
    )
    unit = blocks.CharBlock(label=_("Unit"), max_length=60)
    table = FiguresBlock(
        [
            ("text", blocks.CharBlock(label=_("Category"))),
            ("number", blocks.DecimalBlock(label=_("Numeric value"), required=False)),
        ],
        label=_("Figures"),
        help_text=_(
            "First a column of categories (or years), then one to five columns of numbers. Leave "
            "a cell empty where there are no data."
        ),
    )
    source = blocks.CharBlock(label=_("Source"), max_length=500)
    year = blocks.CharBlock(label=_("Year or period"), max_length=40)

    class Meta:
        template = "blocks/chart.html"
        icon = "order"
        label = _("Chart")
        description = _("Bars or lines drawn from a table, with unit, source and year.")
        value_class = ChartValue
        preview_value = {
            "title": _("Exports doubled in two years"),
            "kind": "bar",
            "unit": _("RUB bn"),
            "table": {
                "caption": "",
                "columns": [
                    {"type": "text", "heading": _("Year")},
                    {"type": "number", "heading": _("Exports")},
                ],
                "rows": [
                    {"values": ["2011", Decimal(20)]},
                    {"values": ["2012", Decimal(31)]},
                    {"values": ["2013", Decimal(41)]},
                ],
            },
            "source": _("Made-up figures"),
            "year": "2011–2013",
        }

    def clean(self, value: Any) -> Any:
        """Check that the table can be drawn."""
        value = super().clean(value)
        message = _undrawable(value["table"])
        if message:
            raise StructBlockValidationError(block_errors={"table": ValidationError(message)})
        return value


def _undrawable(table: TypedTable) -> Any:
    """Why the table cannot be drawn; empty when it can."""
    types = [column["block"].name for column in table.columns]
    if types[:1] != ["text"] or not types[1:] or set(types[1:]) != {"number"}:
        return _("First comes one column of categories, then columns of numbers.")
    if len(types) - 1 > MAX_SERIES:
        return _("A chart shows at most five columns of numbers.")
    if not 1 <= len(table.row_data) <= _MAX_CATEGORIES:
        return _("A chart shows from 1 to 40 rows.")
    if all(value is None for row in table.row_data for value in row["values"][1:]):
        return _("There is no number in the table.")
    return ""
