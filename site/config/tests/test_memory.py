"""What a web process weighs when it starts and when it has served. `make bench` looks at 50,000 requests."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from deploy.check_production import ENVIRONMENT
from home.models import HomePage
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import fill_box, filled_in, invite, make_survey
from staff.models import User
from surveys.box import open_box
from surveys.models import Box

MIB_AT_MOST = 130
GROWTH_AT_MOST = 5
ROUNDS = 30
# They weigh more than the project itself, and only the worker and who reads a spreadsheet need them.
HEAVY = {"hypothesis", "ninja", "numpy", "openpyxl", "pandas", "pyreadstat"}
START = """
import sys
sys.path.insert(0, "site")
from django.urls import resolve
from config.wsgi import application
resolve("/admin/"), resolve("/svar/1.a/"), resolve("/bli-med/")
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0], *sys.modules)
"""


def test_a_web_process_starts_light():
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120,
        env={**os.environ, **ENVIRONMENT},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kilobytes, *modules = done.stdout.split()
    assert HEAVY & set(modules) == set()
    assert int(kilobytes) / 1024 <= MIB_AT_MOST


@pytest.mark.django_db(transaction=True)
def test_a_web_process_that_serves_stays_light_and_does_not_grow(client):
    page = make_survey()
    # Tests of this kind leave nothing of what the migrations wrote.
    Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": HomePage.objects.first()}
    )
    fill_box(page, 12)
    open_box(Box.objects.get(page_id=page.pk), settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    survey = make_survey()
    client.force_login(User.objects.create_superuser("bench", "bench@example.org", "x"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    listing = reverse("wagtailforms:list_submissions", args=[page.pk])

    def requests():
        for _round in range(ROUNDS):
            form = form_url(invite(survey))
            yield from (("/", None, ""), ("/?new", None, ""), (form, None, ""), (form, filled_in(survey), ""))
            yield listing, None, cookie

    warm, half, whole = serve([list(requests()) for _time in range(3)])
    assert whole <= MIB_AT_MOST, (warm, half, whole)
    assert whole - half <= GROWTH_AT_MOST, (warm, half, whole)


def serve(rounds):
    """MiB of a web process of production, on the tests' database, after each of these rounds of requests."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("serving.py")],
        cwd=settings.BASE_DIR, input=json.dumps(rounds), capture_output=True, text=True, timeout=300,
        env={**os.environ, **ENVIRONMENT, "PANEL_SECRET": settings.PANEL_SECRET, "SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": url},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])
