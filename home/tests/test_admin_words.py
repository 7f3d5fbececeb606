"""What Wagtail's admin says where its own bokmål has no words."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

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
