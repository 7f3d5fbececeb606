"""The stylesheets pages load, and what a page weighs."""

import subprocess
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_bundles_are_made_from_the_stylesheets_people_edit():
    done = subprocess.run([sys.executable, STATIC / "css" / "bundle.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_stylesheets_ask_no_other_host():
    for file in STATIC.glob("css/*.css"):
        assert "http:" not in file.read_text() and "url(//" not in file.read_text(), file.name
