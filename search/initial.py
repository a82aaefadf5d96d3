"""The terms that come with the portal: general abbreviations and pairs of words of the field."""

import json
from pathlib import Path

from django.db import transaction

from search.models import Term
from search.terms import words_of

FILE = Path(__file__).parent / "data" / "terms.json"


@transaction.atomic
def add_terms() -> int:
    """Add those the register does not have; gives their number. Nothing is changed or removed."""
    there = {words_of(term) for term in Term.objects.values_list("term", flat=True)}
    added = 0
    for row in json.loads(FILE.read_text("utf-8")):
        if words_of(row["term"]) not in there:
            term = Term(term=row["term"], meanings="\n".join(row["meanings"]))
            term.full_clean()
            term.save()
            added += 1
    return added
