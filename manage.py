#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- after set-up
    except ImportError as error:
        raise SystemExit("Django is not installed here. Run: make setup") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
