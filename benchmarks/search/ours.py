"""Our engines: `embedded`, or `elasticsearch` together with bare requests of the same bodies."""

import http.client
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from time import monotonic, sleep
from urllib.parse import urlsplit

from benchmarks.corpus import Corpus
from benchmarks.search.measure import memory, percentiles, say, timed
from benchmarks.search.questions import BEGINNINGS, FACETS, MISTYPED, QUERIES, pairs
from tests.search.russian_forms import PAIRS

ROUNDS = 15


def main(engine_name: str, entries: int) -> None:
    """Build, ask, and say the figures."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from search.engines import engine

    ours = engine()
    corpus = (*Corpus().entries(entries), *pairs())
    seconds = timed(lambda: ours.rebuild(corpus))
    plans = [_plan(text, filters) for text, filters in QUERIES]
    for plan in plans * 3:  # warm: the first hundreds of questions of a server are slower
        ours.search(plan)
    asked = [timed(lambda: ours.search(plan)) for _ in range(ROUNDS) for plan in plans]  # noqa: B023
    say(
        peer=engine_name,
        entries=len(corpus),
        index_seconds=seconds,
        disk_mb=_bytes(ours) / 1e6,
        memory_mb=memory(),
        search=percentiles(asked),
        forms=_forms(ours),
    )
    say(peer=engine_name, suggest=percentiles(_completions(ours)), rescue=percentiles(_rescues()))
    if engine_name == "elasticsearch":
        say(peer="direct", entries=len(corpus), search=percentiles(_direct(plans)))
    say(peer=engine_name, publish_seconds=_publish())
    if engine_name == "elasticsearch":
        from tests.services.cluster import remove

        remove(os.environ["ELASTICSEARCH_PREFIX"])


def _plan(text, filters):
    from search.plan import plan
    from search.query import Query, parse

    return plan(Query(text=text, filters=filters, facets=FACETS), parse(text))


def _bytes(ours) -> int:
    stats = ours.stats()
    return int(stats["bytes"])


def _forms(ours) -> int:
    asked = (_plan(text, {"kind": ("pair",)}) for text, _ in PAIRS)
    return sum(ours.search(plan).total > 0 for plan in asked)


def _completions(ours) -> list[float]:
    def ask(text: str) -> Callable[[], object]:
        return lambda: ours.complete(text, "ru", ("public",), 8)

    for text in BEGINNINGS:
        ask(text)()
    return [timed(ask(text)) for _ in range(ROUNDS) for text in BEGINNINGS]


def _rescues() -> list[float]:
    """Searches that find nothing as typed, after the first one has read the vocabulary."""
    from search.answering import answered
    from search.query import Query

    def ask(text: str) -> Callable[[], object]:
        return lambda: answered(Query(text=text, facets=FACETS))

    say(note="first rescue, seconds", first_rescue=timed(ask(MISTYPED[0])))
    for text in MISTYPED:
        ask(text)()
    return [timed(ask(text)) for _ in range(ROUNDS) for text in MISTYPED]


def _direct(plans) -> list[float]:
    """The same bodies by a bare client over one kept connection: nothing of ours around them."""
    from django.conf import settings

    from search.engines.elastic import answers, compiler

    connection = http.client.HTTPConnection(urlsplit(settings.ELASTICSEARCH_URL).netloc)
    path = f"/{settings.ELASTICSEARCH_PREFIX}catalogue/_search"

    def send(body) -> dict:
        text = json.dumps(body).encode()
        connection.request("POST", path, text, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(content)
        return content

    bodies = []
    for plan in plans:
        page = compiler.page(plan)
        groups = answers.groups_with_parts(send(page)["hits"]["hits"])
        bodies.append([body for body in (page, compiler.passages(plan, groups)) if body])
    for _ in range(2):
        for parts in bodies:
            for body in parts:
                send(body)
    return [
        timed(lambda: [send(body) for body in parts])  # noqa: B023
        for _ in range(ROUNDS)
        for parts in bodies
    ]


def _publish() -> float:
    """From publishing a page, through the outbox, to its being found; the slowest of five."""
    from cms.sections import section_page
    from home.models import NewsPage
    from search.answering import ask
    from search.query import Query

    parent = section_page("news", "ru")
    slowest = 0.0
    for number in range(5):
        word = "ъ" + "абвгд"[number] * 9
        page = NewsPage(title=f"Новость {word}", live=False, published_on=date(2012, 11, 27))
        page.locale = parent.locale
        parent.add_child(instance=page)
        started = monotonic()
        page.save_revision().publish()
        while not ask(Query(text=word)).answer.total and monotonic() - started < 60:
            sleep(0.01)
        slowest = max(slowest, monotonic() - started)
    return slowest


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
