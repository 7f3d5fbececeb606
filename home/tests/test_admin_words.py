"""What Wagtail's admin says where its own bokmål has no words."""

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from staff.models import User


@pytest.mark.django_db
def test_the_scripts_of_the_admin_speak_bokmal(client):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    words = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    for english, bokmal in (("Insert a block", "Sett inn en blokk"), ("%(num)s error", "%(num)s feil")):
        assert english in words and bokmal in words


def test_the_pages_of_the_admin_speak_bokmal_in_the_plural_too():
    one = '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>'
    with translation.override("nb"):
        assert gettext("Aging pages") == "Sider som ikke er rørt på lenge"
        assert ngettext(one, one.replace("Page", "Pages"), 2).startswith("%(total)s sider")


@pytest.mark.django_db
def test_whoever_logs_in_is_asked_in_bokmal(client):
    html = client.get(reverse("wagtailadmin_login")).content.decode()
    assert re.findall(r'<label[^>]*for="id_(?:username|password)"[^>]*>\s*([^<]+?)\s*<', html) == [
        "Brukernavn",
        "Passord",
    ]


STRAIGHT = re.compile(r"""(?<!=)(["'])(<em>)?(%\(\w+\)s|\{\w+\})(</em>)?\1""")


def test_titles_stand_in_the_marks_that_bokmal_has():
    assert STRAIGHT.search('Siden "%(title)s" er publisert') and not STRAIGHT.search('<a href="%(url)s">')
    with translation.override("nb"):
        for file in Path(wagtail.__file__).parent.glob("**/locale/nb/LC_MESSAGES/django.po"):
            with file.open("rb") as lines:
                texts = [message.id for message in read_po(lines) if message.id and not message.context]
            for text in texts:
                said = gettext(text) if isinstance(text, str) else ngettext(*text, 2)
                assert not STRAIGHT.search(said) or "\n" in said, text


def test_the_button_that_publishes_says_so_and_the_desk_names_the_act():
    with translation.override("nb"):
        assert gettext("Publish") == "Publiser"
        assert pgettext("what one does with a survey", "Publish") == "Publisere"
