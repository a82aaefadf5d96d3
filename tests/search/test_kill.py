"""A real process killed while it writes the index: nothing is lost."""

import random
import signal
import subprocess
import sys
from time import sleep

import pytest
from django.conf import settings

from search import catalogue, indexing
from search.engines import engine
from search.models import OutboxEntry
from search.query import Query
from tests.search.children import child_environment

_DRAIN = """
import django
django.setup()
from search import indexing
print("ready", flush=True)
while True:
    indexing.touch(*{keys!r})
    indexing.drain()
    indexing.rebuild()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_writer_loses_nothing(news):
    keys = [str(news(f"Станок номер {number}").translation_key) for number in range(30)]
    indexing.rebuild()
    chance = random.Random(7)
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", _DRAIN.format(keys=keys)],
            env=child_environment(),
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        sleep(chance.uniform(0.02, 0.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert engine().healthy()
        assert catalogue.search(Query(text="станок")).total == len(keys)
    late = news("Станок последний")
    indexing.drain()
    assert not OutboxEntry.objects.exists()
    assert catalogue.search(Query(text="станок последний")).results[0].hit.key == str(
        late.translation_key
    )
    assert catalogue.search(Query(text="станок")).total == len(keys) + 1
