"""What the first page of an archive package and its questionnaire say, word for word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from invitations.models import Asking, Mailing
from invitations.tests.builders import make_member
from members.models import PrivacyNotice
from members.tests.builders import make_notice
from panel_pages.jobs import open_boxes
from panel_pages.models import SurveyAct
from panel_pages.steering import note
from panel_pages.tests.builders import fill_box, invite, make_staff, make_survey
from panel_pages.tests.test_archive import NOW, closed_survey, package_of
from panel_pages.tests.test_outcome import ADVICE
from surveys.models import Box
from surveys.results import publish_results

pytestmark = pytest.mark.django_db


def said(html, tag):
    """The words of every such element, in order."""
    found = re.findall(rf"(?s)<{tag}(?: [^>]*)?>(.*?)</{tag}>", html)
    return [" ".join(strip_tags(words).replace("\N{NO-BREAK SPACE}", " ").split()) for words in found]


def moment(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT").replace("\N{NO-BREAK SPACE}", " ")


def first_page(page):
    return package_of(page).read("index.html").decode()


def test_the_first_page_says_what_everything_on_it_is():
    page = closed_survey()
    until = NOW + timedelta(days=2)
    note(page, SurveyAct.Kind.EXTENDED, user=make_staff(username="kari"), now=NOW, until=until, reason="Ferie")
    publish_results(Box.objects.get(page_id=page.pk), invited=12, by=None, now=NOW)
    html = first_page(page)
    assert said(html, "title") == ["Nettsidene – arkivpakke"]
    assert said(html, "h2") == [
        "Undersøkelsen", "Hva som er gjort med undersøkelsen", "Hva det ble spurt om",
        "Hva innbyggerne fikk vite om opplysningene sine", "Hvem som ble spurt, og hvordan de ble valgt",
        "Spurt og svart", "Resultater",
    ]  # fmt: skip
    facts = dict(zip(said(html, "dt"), said(html, "dd"), strict=True))
    assert list(facts) == [
        "Ansvarlig enhet", "Kontakt", "Behandlingsgrunnlag", "Identitetsmodus",
        "Særlige kategorier av personopplysninger", "Åpen", "Svarene slettes",
    ]  # fmt: skip
    assert facts["Ansvarlig enhet"] == "The unit"
    assert facts["Særlige kategorier av personopplysninger"] == "nei"
    assert said(html, "p") == [
        "Better web pages",
        "Ingen som ble spurt eller svarte, er nevnt i denne pakken. Små grupper er skjult.",
        "1 versjon ble publisert. Den ligger i questionnaire.json.",
        "We store little.",
        "De på Fornebu. Trukket tilfeldig: 12 (frø 12345). 12 medlemmer.",
        "12 av de 12 som ble spurt, har svart.",
        "Lett å lese",
        "Lett å lese.",
        "One word: Færre enn ti svar vises ikke",
        "Where?: Færre enn ti svar vises ikke",
        "What first?: Svar i folks egne ord tas ikke vare på her.",
    ]
    assert said(html, "li")[:2] == [
        f"Frist forlenget: {moment(NOW)}, kari, til {moment(until)}. Ferie", "Spørreskjema (nb)",
    ]  # fmt: skip
    heads = said(html, "th")
    assert heads[:3] == ["Alder", "Inviterte", "Har svart"]
    assert heads[heads.index("Svar") :][:3] == ["Svar", "Antall", "Andel"]
    assert said(html, "caption") == ["Alder", "Kjønn", "Sone", "Easy? (12)", "How content? (12)"]


def test_what_there_is_nothing_of_is_said_and_not_left_out():
    page = closed_survey(0)
    Mailing.objects.all().delete()
    PrivacyNotice.objects.all().delete()
    words = said(first_page(page), "p")
    for sentence in ("Ingen personverntekst.", "Ingen ble skrevet til.", "Ingen resultater er publisert."):
        assert sentence in words
    assert "Hva som er gjort med undersøkelsen" not in said(first_page(page), "h2")


def test_what_is_hidden_is_said_to_be_and_a_budget_set_aside_has_its_reason():
    make_notice()
    page = make_survey(has_special_categories=True, advice=ADVICE)
    fill_box(page, 14)
    fill_box(page, 2, easy="No")
    for _ in range(3):
        invite(page, make_member(gender="man"))
    Asking.objects.update(closes_at=NOW - timedelta(days=1))
    open_boxes(NOW)
    publish_results(Box.objects.get(), invited=19, by=None, now=NOW, has_special_categories=True)
    Mailing.objects.create(asking=page.asking, state="sent_off", queued_at=NOW, count=16, budget_reason="Haster")
    html = first_page(page)
    assert "ja" in said(html, "dd")
    assert {"For få til å vise", "Skjult, fordi få svarte dette"} <= set(said(html, "td"))
    assert "Kontaktbudsjettet ble satt til side: «Haster»." in said(html, "p")
    assert said(html, "h3")[-1] == "Dere sa, vi gjør"
    assert said(html, "li")[-1] == "«The search fails» – Ikke nå: No money this year"
    assert "Alle aktive medlemmer. Alle i utvalget. 16 medlemmer." in said(html, "p")


def test_the_questionnaire_says_when_it_was_published_and_what_must_be_answered():
    package = package_of(closed_survey())
    html = package.read("questionnaire-nb.html").decode()
    assert said(html, "p")[0].startswith("Publisert ")
    assert said(html, "h3")[1:3] == ["One word (Valgfritt)", "Easy? (Må fylles ut)"]
