"""The stylesheets pages load."""

import re
import subprocess
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
ELSEWHERE = re.compile(r"(url\(|@import)\s*[\"']?(https?:|//)")


def test_bundles_are_made_from_the_stylesheets_people_edit():
    bundle = [sys.executable, STATIC / "css" / "bundle.py", "--check"]
    done = subprocess.run(bundle, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_stylesheets_ask_no_other_host():
    assert ELSEWHERE.search("@import 'https://example.org/a.css'")
    for file in STATIC.glob("css/*.css"):
        assert not ELSEWHERE.search(file.read_text()), file.name
