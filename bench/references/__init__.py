"""The two sites measured beside the panel, made anew each time: bare (what `wagtail start` gives) and lean (a ceiling)."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from bench.client import TOKEN, ask
from bench.scenario import Request
from bench.sites import Site

HERE = Path(__file__).parent


def bare(database_url, folder):
    """A fresh `wagtail start` with one information page and one form page of wagtail.contrib.forms."""
    folder.mkdir()
    start = [Path(sys.executable).with_name("wagtail"), "start", "bare", folder]
    subprocess.run(start, check=True, capture_output=True)
    shutil.copy(HERE / "bare" / "settings.py", folder / "bare" / "settings" / "bench.py")
    shutil.copytree(HERE / "bare" / "templates", folder / "bare" / "templates", dirs_exist_ok=True)
    (folder / "pages" / "migrations").mkdir(parents=True)
    for package in ("pages", "pages/migrations"):
        (folder / package / "__init__.py").touch()
    shutil.copy(HERE / "bare" / "models.py", folder / "pages" / "models.py")
    environment = {"DJANGO_SETTINGS_MODULE": "bare.settings.bench", "DATABASE_URL": database_url}
    site = Site("bare", folder, environment, ["bare.wsgi:application"])
    site.run("manage.py", "makemigrations", "pages", "--verbosity", "0")
    site.run("manage.py", "migrate", "--verbosity", "0")
    site.data = json.loads(site.run(HERE / "bare" / "build.py").splitlines()[-1])
    return site


def lean(database_url, folder, bare_site, panel):
    """One Django file that does the least a survey by personal link can do; its forms are the bare site's and the panel's own
    with a question of every type, rendered."""
    folder.mkdir()
    shutil.copy(HERE / "lean" / "lean.py", folder)
    every_type = f"/svar/{panel.data['every_type_links'][-1]}/"
    for name, site, path in (("form", bare_site, "/form/"), ("every_type", panel, every_type)):
        page = ask(site.address, Request(path)).body
        (folder / f"{name}.html").write_bytes(page.replace(TOKEN.search(page)[1], b"CSRF-TOKEN"))
    environment = {"DATABASE_URL": database_url, "SITE_MODULE": "lean"}
    site = Site("lean", folder, environment, ["lean:application"])
    site.data = json.loads(site.run("lean.py", "build").splitlines()[-1])
    site.data |= {"form": bare_site.data["form"], "every_type": panel.data["every_type_form"]}
    return site
