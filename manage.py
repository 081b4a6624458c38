#!/usr/bin/env python
"""Run a management command of the newsroom."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "找不到 Django：请先运行 make setup，再用 .venv/bin/python manage.py …\n"
            "Django is not installed: run `make setup`, then use .venv/bin/python manage.py …"
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
