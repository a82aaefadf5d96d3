"""The register of words that mean the same."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin
from wagtail.search import index

from search.terms import Phrase, Row, asked_as, words_of
from search.wordforms import has_cyrillic

MAX_MEANINGS = 10
MAX_WORDS = 6


class Language(models.TextChoices):
    """The script a term is written in."""

    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class Term(RevisionMixin, index.Indexed, models.Model):
    """A term with what means the same: written out, a synonym, the word of the other language.

    A search for one of them finds the others, in any form. Changes work at once: the words are put
    beside those of the query, and nothing is indexed anew.
    """

    term = models.CharField(
        _("term"),
        max_length=120,
        unique=True,
        help_text=_("An abbreviation, a word or a few words: ОЭЗ, cluster, venture fund."),
    )
    meanings = models.TextField(
        _("means the same"),
        validators=[MaxLengthValidator(1500)],
        help_text=_("One a line, in either language: особая экономическая зона, SEZ."),
    )
    is_two_way = models.BooleanField(
        _("both ways"),
        default=True,
        help_text=_("Each of the words finds all the others; else only the term finds them."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    note = models.CharField(_("note for colleagues"), max_length=250, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, editable=False
    )

    search_fields = [
        index.SearchField("term"),
        index.SearchField("meanings"),
        index.AutocompleteField("term"),
        index.FilterField("language"),
        index.FilterField("is_active"),
    ]

    class Meta:
        verbose_name = _("term of search")
        verbose_name_plural = _("terms of search")
        ordering = [Lower("term"), "pk"]

    def __str__(self) -> str:
        return self.term

    @property
    def lines(self) -> tuple[str, ...]:
        """What means the same, one by one."""
        lines = (" ".join(line.split()) for line in self.meanings.splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    @property
    def row(self) -> Row:
        """The row as the search reads it."""
        return Row(self.term, self.lines, self.is_two_way)

    def clean(self) -> None:
        """Refuse what no search could use, and a second row of the same term."""
        errors: dict[str, str] = {}
        self.term = " ".join(self.term.split())
        if problem := _problem(self.term):
            errors["term"] = problem
        elif other := self._same_term():
            errors["term"] = gettext("The register has this term already: %(term)s.") % {
                "term": other
            }
        lines = self.lines
        if not lines:
            errors["meanings"] = gettext("Write at least one line.")
        elif len(lines) > MAX_MEANINGS:
            errors["meanings"] = gettext("At most %(number)s lines.") % {"number": MAX_MEANINGS}
        for line in lines:
            problem = _problem(line)
            if not problem and Phrase.of(self.term).is_met_by(_asked(line)):
                problem = gettext("It repeats the term; other forms are found anyway.")
            if problem:
                errors.setdefault("meanings", f"“{line}”: {problem}")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the language that the script of the term tells."""
        is_russian = has_cyrillic(self.term)
        self.language = Language.RUSSIAN if is_russian else Language.ENGLISH
        if (fields := kwargs.get("update_fields")) is not None and "term" in fields:
            kwargs["update_fields"] = {*fields, "language"}
        super().save(*args, **kwargs)

    def _same_term(self) -> str:
        phrase = Phrase.of(self.term)
        others = type(self).objects.exclude(pk=self.pk).values_list("term", flat=True)
        return next((term for term in others if phrase.is_met_by(_asked(term))), "")


def _problem(text: str) -> str:
    words = words_of(text)
    if not words:
        return gettext("There is no word in it that a search could look for.")
    if len(words) > MAX_WORDS:
        return gettext("At most %(number)s words.") % {"number": MAX_WORDS}
    return ""


def _asked(text: str) -> tuple[str, ...]:
    return tuple(map(asked_as, words_of(text)))
