"""Several processes write to the tree of pages at once, on the database in use."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from wagtail.models import Page

from cms.tree import ATTEMPTS, repeated
from home.models import NewsPage
from tests.factories.moderation import make_news

PROCESSES = 4

_START = """
import json, sys
import django
django.setup()
number, arguments = int(sys.argv[1]), json.loads(sys.argv[2])
errors = []
print("ready", flush=True)
sys.stdin.readline()
"""

_ADD = (
    _START
    + """
from datetime import date
from wagtail.models import Page
from home.models import NewsPage
parent = Page.objects.get(pk=arguments["parent"]).specific
for index in range(40):
    page = NewsPage(
        title="Новость", slug=f"news-{number}-{index}", locale=parent.locale,
        published_on=date(2012, 9, 1),
    )
    try:
        parent.add_child(instance=page)
    except Exception as error:
        errors.append(repr(error))
print(json.dumps(errors))
"""
)

_OFFICE = (
    _START
    + """
from django.test import Client
from cms.models import User
client = Client()
client.force_login(User.objects.get(username="boss"))
for index in range(5):
    slug = f"copy-{number}-{index}"
    copied = client.post(
        f"/admin/pages/{arguments['sample']}/copy/",
        {"new_title": slug, "new_slug": slug, "new_parent_page": arguments["parent"]},
    )
    mine = arguments["mine"][number][index]
    moved = client.post(f"/admin/pages/{mine}/set_position/?position={number}")
    errors += [copied.status_code] * (copied.status_code != 302)
    errors += [moved.status_code] * (moved.status_code != 200)
print(json.dumps(errors))
"""
)


def at_once(code, tmp_path, **arguments):
    """Run the code in processes that start together; gives all their errors."""
    database = connection.settings_dict
    url = f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.search.child_settings",
        "CHILD_INDEX_DIR": str(tmp_path),
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(number), json.dumps(arguments)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=settings.BASE_DIR,
        )
        for number in range(PROCESSES)
    ]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    return [error for child in children for error in json.loads(child.communicate()[0])]


def assert_whole_tree():
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db(transaction=True)
def test_pages_added_by_four_processes_all_stand(section, tmp_path):
    parent = section("news")

    assert at_once(_ADD, tmp_path, parent=parent.pk) == []

    assert NewsPage.objects.filter(slug__startswith="news-").count() == 160
    assert Page.objects.get(pk=parent.pk).numchild == 160
    assert_whole_tree()


@pytest.mark.django_db(transaction=True)
def test_pages_copied_and_moved_in_the_office_all_stand(section, make_user, tmp_path):
    make_user(username="boss", is_superuser=True)
    parent = section("news")
    sample = make_news(parent, title="Образец")
    mine = [[make_news(parent).pk for _index in range(5)] for _number in range(PROCESSES)]

    assert at_once(_OFFICE, tmp_path, parent=parent.pk, sample=sample.pk, mine=mine) == []

    assert NewsPage.objects.filter(slug__startswith="copy-").count() == 20
    assert Page.objects.get(pk=parent.pk).get_children().count() == 41
    assert_whole_tree()


class Undone(Exception):  # noqa: N818 -- stands for the driver's own
    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def failing(times, sqlstate):
    calls = []

    def work():
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError from Undone(sqlstate)
        return len(calls)

    return work, calls


@pytest.mark.django_db(transaction=True)
def test_what_a_deadlock_undid_is_done_again():
    work, calls = failing(ATTEMPTS - 1, "40P01")
    assert repeated(work) == len(calls) == ATTEMPTS


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("times", "sqlstate", "made"), [(9, "40P01", ATTEMPTS), (1, "57014", 1)])
def test_other_failures_and_the_sixth_deadlock_are_told(times, sqlstate, made):
    work, calls = failing(times, sqlstate)
    with pytest.raises(OperationalError):
        repeated(work)
    assert len(calls) == made


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_repeated():
    work, calls = failing(1, "40P01")
    with pytest.raises(OperationalError):
        repeated(work)
    assert len(calls) == 1
