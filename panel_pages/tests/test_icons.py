"""Icons of the admin: one that does not exist is an empty place."""

import re
from pathlib import Path

from wagtail.admin.icons import get_icons

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("blog", "home", "invitations", "members", "outbox", "panel_pages", "staff", "surveys", "templates")
NAMED = re.compile(r'\bicon(?:_name|-name| name)?\s?=\s?"([a-z0-9-]+)"')


def named_icons():
    """{name: a file it stands in} of what our code and templates ask for."""
    files = [file for room in ROOMS for suffix in ("py", "html") for file in (ROOT / room).rglob(f"*.{suffix}")]
    return {name: file.name for file in files for name in NAMED.findall(file.read_text(encoding="utf-8"))}


def test_every_icon_that_is_named_exists():
    there = set(re.findall(r'id="icon-([a-z0-9-]+)"', get_icons()))
    # Wagtail names those of its messages by their level.
    named = named_icons() | dict.fromkeys(("info", "success", "warning"), "messages")
    assert len(named) > 20
    assert {name: file for name, file in named.items() if name not in there} == {}
