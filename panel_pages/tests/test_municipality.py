"""Another municipality can use all of this: its name is one setting."""

import re

import pytest
from django.conf import settings as project
from django.http import HttpRequest
from django.urls import reverse
from django.views.defaults import server_error

from members.forms import EnrolmentForm
from members.models import PanelRules
from members.tests.builders import filled_in, make_member, make_notice
from members.way_out import ways_out
from outbox.letters import compose
from outbox.models import Message
from panel_pages.models import EnrolmentPage

# What is about Bærum itself: the default of the setting, the demo and the postal codes a new installation begins with.
OURS = ("panel_pages/demo/", "/migrations/", "/tests/", "site/config/settings/base.py", "home/folding.py")
# The docs folder and the pictures in it are read by those who run the panel in Bærum.
NOT_READ = (".venv/", "var/", ".git/", "docs/", "bench/")


@pytest.fixture
def asker(settings):
    settings.MUNICIPALITY, settings.MUNICIPALITY_URL = "Asker", "https://www.asker.kommune.no/"


def test_no_text_names_the_municipality_itself():
    found = []
    for pattern in ("*.py", "*.html", "*.txt", "*.po", "*.js"):
        for file in project.BASE_DIR.rglob(pattern):
            name = str(file.relative_to(project.BASE_DIR))
            if not name.startswith(NOT_READ) and not any(place in name for place in OURS):
                found += [name] if re.search("bærum|b&aelig;rum", file.read_text(), re.IGNORECASE) else []
    assert found == []


@pytest.mark.django_db
def test_pages_name_the_municipality_of_the_setting(client, home_page, asker):
    make_notice()
    home_page.add_child(instance=EnrolmentPage(title="Bli med", slug="bli-med", lead="Bli"))
    for path in ("/", "/bli-med/", "/min-deltakelse/", "/nn/min-deltakelse/", "/sok/", "/finnes-ikke/"):
        html = client.get(path).content.decode()
        assert "– Innbyggerpanelet i Asker</title>" in html and "<i>Asker kommune</i>" in html, path
        assert "Bærum" not in html, path
    assert "https://www.asker.kommune.no/" in client.get("/").content.decode()
    assert client.get(reverse("home:manifest")).json()["name"] == "Innbyggerpanelet i Asker"
    assert "<title>Innbyggerpanelet i Asker</title>" in client.get(reverse("news:atom")).content.decode()


def test_even_the_page_for_what_went_wrong_does():
    assert "<i>Bærum kommune</i>" in server_error(HttpRequest()).content.decode()


@pytest.mark.django_db
def test_the_form_to_join_on_does_in_label_and_error(asker):
    form = EnrolmentForm(filled_in(postal_code="0150", lives_here=None, notice=make_notice().pk))
    html = form.as_div()
    assert "Jeg bor i Asker" in html
    assert "Det postnummeret ser ikke ut til å være i Asker." in html
    assert "Kryss av for at du bor i Asker." in html


@pytest.mark.django_db
def test_mails_do(asker):
    message = Message(kind="x", subject="1")
    member = make_member(language="nn")
    mail = compose("confirm_details", member.email, {}, message=message, **ways_out(member))
    for text in (mail.body, mail.alternatives[0][0]):
        assert "Asker kommune" in text and "du framleis bur i Asker" in text
        assert "Bærum" not in text


@pytest.mark.django_db
def test_the_front_page_names_the_age_that_staff_have_chosen(client, home_page):
    PanelRules.objects.create(minimum_age=16)
    assert "har fylt 16 år" in client.get("/").content.decode()
