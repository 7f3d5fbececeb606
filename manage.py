#!/usr/bin/env python3
"""The command line of Innbyggerpanel."""

import os
import sys
from pathlib import Path

# `site` is also a module in Python itself, so site/ is a folder we look in, never a package.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    execute_from_command_line(sys.argv)
