"""Settings of a process that works on the database and the index of a running test."""

import os

from cms.settings.test import *  # noqa: F403

SEARCH_INDEX_DIR = os.environ["CHILD_INDEX_DIR"]
