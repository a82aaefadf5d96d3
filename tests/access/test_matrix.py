"""Every address × every role, as GET, and every dangerous request as POST, against the table.

A new address fails until `matrix.txt` has its row. To see the rows as the code answers them now:
ACCESS_MATRIX=new.txt pytest tests/access, then compare and read each changed cell before taking it.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.access.addresses import address, parameters, routes
from tests.access.posts import POSTS, hidden, public, read_forms
from tests.access.world import ROLES, build, sections_of, values

TABLE = Path(__file__).parent / "matrix.txt"
LEGEND = """\
# Who may do what. A column is a role, a cell what the address answers:
#   o  answered             l  sent to sign in       f  forbidden (403, or sent back to the office)
#   r  sent elsewhere       n  not found             m  method not allowed      b  bad request
#   c  done, readers see no change (POST)            p  done, readers see the change (POST)
#   x  fails on purpose
# [news] and [legal] are objects of those sections, of an author who is none of the roles.
"""


def read_table() -> dict[str, str]:
    """Cells of each row of the table, by its name."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            cells, _, name = line.partition("  ")
            rows[name.strip()] = cells.replace(" ", "")
    return rows


def outcome(answer) -> str:
    """The letter of an answer."""
    target = answer.headers.get("Location", "").split("?")[0]
    if answer.status_code in (301, 302, 303):
        is_door = target.endswith("/accounts/login/") or target == "/admin/login/"
        return "l" if is_door else "f" if target == "/admin/" else "r"
    letters = {200: "o", 403: "f", 404: "n", 405: "m", 400: "b", 500: "x"}
    return letters.get(answer.status_code, "?")


def rows_of(world):
    """Name, method, address and data of every row."""
    for route in routes():
        names = parameters(route)
        for section in sections_of(route, names):
            known = values(world, route, section or "news")
            name = f"GET {route}" + (f" [{section}]" if section else "")
            yield name, "get", address(route, known), {}
    for post in POSTS:
        for section in post.sections:
            known = values(world, post.route, section or "news")
            path, has_query, query = post.route.partition("?id=")
            url = address(path, known)
            if has_query:
                url += f"?id={query.format(page=world.pages[section].pk)}"
            name = post.row + (f" [{section}]" if section else "")
            yield name, "post", url, post.data(world, section or "news")


def ask(client, method, url, data) -> str:
    """What a request answers; whatever it changed is taken back."""
    if method == "get":
        with transaction.atomic():
            answer = client.get(url)
            transaction.set_rollback(True)
        return outcome(answer)
    seen, unseen = public(), hidden()
    with transaction.atomic():
        answer = client.post(url, data)
        letter = "p" if public() != seen else "c" if hidden() != unseen else outcome(answer)
        transaction.set_rollback(True)
    return letter


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_this_role_as_the_table_says(role, make_user):
    world = build()
    read_forms(world)
    client = Client(raise_request_exception=False)
    if ROLES[role] is not None:
        client.force_login(make_user(*ROLES[role], username=f"account-{role}"))
    session = client.cookies.copy()
    found = {}
    for name, *request in rows_of(world):
        client.cookies = session.copy()  # some addresses sign the account out
        found[name] = ask(client, *request)
    if target := os.environ.get("ACCESS_MATRIX"):
        write_column(Path(target), role, found)
    column = list(ROLES).index(role)
    declared = {name: cells[column] for name, cells in read_table().items()}
    assert found == declared


def test_table_has_a_cell_for_each_role():
    assert {len(cells) for cells in read_table().values()} == {len(ROLES)}


def write_column(target: Path, role: str, found: dict[str, str]) -> None:
    """Put the answers for a role into a table of all roles asked so far."""
    known = {}
    if target.exists():
        for line in target.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", " ")):
                cells, _, name = line.partition("  ")
                known[name.strip()] = cells.split(" ")
    column = list(ROLES).index(role)
    lines = []
    for name, letter in found.items():
        cells = known.get(name, ["?"] * len(ROLES))
        cells[column] = letter
        lines.append(f"{' '.join(cells)}  {name}")
    head = "# " + "\n# ".join(f"{'  ' * index}{name}" for index, name in enumerate(ROLES))
    target.write_text(f"{LEGEND}{head}\n" + "\n".join(lines) + "\n", encoding="utf-8")
