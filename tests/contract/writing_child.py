"""A process that writes an index again and again until it is killed: ENGINE PLACE."""

import sys
from itertools import count

import django

django.setup()

from tests.contract.conftest import ENTRIES, entry  # noqa: E402 -- settings come first
from tests.contract.engines import ENGINES  # noqa: E402

MORE = [entry(f"more{number}", "news", ("Прочее", "", "Слова.")) for number in range(200)]

name, place = sys.argv[1:]
engine = ENGINES[name].open(place)
print("ready", flush=True)
for number in count(1):
    engine.rebuild([*ENTRIES, *MORE])
    engine.upsert(ENTRIES)
    print(number, flush=True)
