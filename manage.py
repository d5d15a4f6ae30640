#!/usr/bin/env python
"""Afterword's command line."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError, connection


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    # A command needs one connection; without a pool in between a refusal is told at once, and why.
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        reason = " ".join(str(error).split()).rstrip(".")
        sys.exit(f"Afterword cannot use the database {_place()}: {reason}.")


def _place() -> str:
    """Where the database is: host and name, or the file. Never the password."""
    given = connection.settings_dict
    if not given["HOST"]:
        return str(given["NAME"])
    return f"{given['NAME']} on {given['HOST']}:{given['PORT'] or 5432}"


if __name__ == "__main__":
    main()
