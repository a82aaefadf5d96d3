"""The guide names every job of the worker with its interval, and commands that are there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from cms import periodic

GUIDE = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 24 * 3600}


def rows():
    """Names of jobs, seconds between two runs, and command of each row of the table."""
    for line in GUIDE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and (often := re.fullmatch(r"(\d+) (s|min|h|day)", cells[1])):
            yield re.findall("`(.+?)`", cells[0]), int(often[1]) * SECONDS[often[2]], cells[3]


def test_every_job_is_described_with_its_interval():
    described = {name: seconds for names, seconds, _command in rows() for name in names}
    assert described == {job.name: job.every_seconds for job in periodic.jobs().values()}


@pytest.mark.parametrize("command", [row[2].strip("`") for row in rows() if row[2]])
def test_commands_exist(command):
    assert command in get_commands()


@pytest.mark.parametrize("name", ["LINK_CHECK", "check_links --all", "compute_statistics"])
def test_guide_says(name):
    assert name in GUIDE
