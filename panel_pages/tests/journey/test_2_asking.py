"""The journey goes on: a survey is built, twelve are asked by mail, and answer."""

import re
import threading
import urllib.parse
from datetime import timedelta

import pytest
import requests
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from outbox.tests.smtp import link_in
from panel_pages.tests.journey.editor import Editor
from panel_pages.tests.journey.looks import looks_right
from panel_pages.tests.journey.over_http import answer_over_http, csrf_token, fields_of
from panel_pages.tests.journey.story import PEOPLE, RESIDENT, SURVEY, UNIT

pytestmark = pytest.mark.journey


def test_a_survey_owner_builds_a_survey_and_asks_twelve(stage, browser, seen):
    owner = Editor(browser, stage.url, "undersokelse")
    asked = owner.root()
    owner.add("panel_pages/surveypage", asked)
    now = timezone.localtime()
    owner.fill(
        title=SURVEY,
        purpose="Vi skal velge hvilke lekeplasser vi ruster opp først.",
        owner_unit=UNIT,
        contact_name=UNIT,
        contact_email="panel@example.org",
        legal_basis="Samtykke",
        opens_at=(now - timedelta(hours=1)).strftime("%d.%m.%Y %H:%M"),
        closes_at=(now + timedelta(days=14)).strftime("%d.%m.%Y %H:%M"),
        results_due_on=(now + timedelta(days=60)).strftime("%d.%m.%Y"),
        retention_on=(now + timedelta(days=365)).strftime("%d.%m.%Y"),
        reported_on=now.strftime("%d.%m.%Y"),
        reported_by=UNIT,
    )
    owner.page.locator("#id_has_special_categories").select_option(label=_("No"))
    owner.add_block("questions", _("Short text"))
    owner.fill_block("questions", 0, label="Hvilken lekeplass bruker dere mest?")
    owner.add_block("questions", _("Long text"))
    owner.fill_block("questions", 1, label="Hva mangler?")
    owner.add_block("questions", _("Single choice"))
    owner.fill_block("questions", 2, label="Hvor ofte er dere der?")
    owner.tick_block("questions", 2, "required")
    owner.fill_options("questions", 2, ["Hver dag", "Hver uke", "Sjeldnere"])
    owner.add_block("questions", _("Multiple choice"))
    owner.fill_block("questions", 3, label="Hva liker dere best?")
    owner.fill_options("questions", 3, ["Husker", "Sklier", "Klatrestativ"])
    owner.add_block("questions", _("Scale"))
    owner.fill_block(
        "questions", 4, label="Hvor trygt er det der?", lowest_label="ikke trygt", highest_label="helt trygt"
    )
    owner.save_draft()
    page_id = int(re.search(r"/pages/(\d+)/edit", owner.page.url)[1])

    with owner.context.expect_page() as opened:
        owner.page.locator("[data-side-panel-toggle=preview]").click()
        owner.page.locator("[data-side-panel=preview] a[target=_blank]").first.click()
    expect(opened.value.get_by_text("Hvor trygt er det der?")).to_be_visible()
    expect(opened.value.locator("main button[type=submit]")).to_have_count(0)
    owner.publish()

    owner.page.goto(f"/admin/undersokelser/{page_id}/utvalg/")
    expect(owner.page.locator("#audience-count")).to_have_text("12")
    expect(owner.page.get_by_role("rowheader", name="Sandvika")).to_be_visible()
    owner.page.get_by_role("button", name=_("Continue")).click()
    owner.page.get_by_role("link", name=_("Go on to sending")).click()
    owner.page.get_by_role("button", name=_("Send now")).click()
    expect(owner.page).to_have_url(re.compile(rf"/undersokelser/{page_id}/$"))
    seen["page"] = page_id
    seen["links"] = {}
    for address in PEOPLE:
        mail = stage.post.wait_for_mail_to(address, number=3 if address == RESIDENT else 2)[-1]
        seen["links"][address] = link_in(mail, "/svar/")
        link_in(mail, "/medlem/ut/")
    owner.close()


def test_a_resident_answers_and_gets_a_receipt(stage, resident, seen):
    link = seen["links"][RESIDENT]
    resident.goto(link)
    looks_right(resident)
    resident.get_by_role("button", name=_("Send answers")).click()
    expect(resident.locator(".ds-error-summary")).to_be_focused()
    looks_right(resident)
    resident.get_by_label("Hvilken lekeplass bruker dere mest?").fill("Kadettangen")
    resident.get_by_label("Hver uke").check()
    resident.get_by_label("Sklier").check()
    resident.get_by_role("button", name=_("Send answers")).click()
    expect(resident).to_have_url(re.compile("/kvittering/$"))
    expect(resident.get_by_text("Kadettangen")).to_have_count(0)
    looks_right(resident)
    resident.goto(link)
    expect(resident.get_by_role("heading", level=1)).to_contain_text(_("You have already answered"))


def test_two_submissions_at_once_store_one_answer(stage, seen):
    link = seen["links"][PEOPLE[1]]
    start, answers = threading.Barrier(2), []

    def send():
        session = requests.Session()
        html = session.get(link, timeout=30).text
        name, value = fields_of(html)["Hver dag"]
        start.wait()
        answers.append(session.post(link, data={name: value, "csrfmiddlewaretoken": csrf_token(html)}, timeout=30))

    threads = [threading.Thread(target=send) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.url.endswith("/kvittering/") for answer in answers) == [False, True]


def test_nine_have_answered_and_the_owner_sees_only_how_many(stage, browser, seen):
    for address in PEOPLE[2:9]:
        assert answer_over_http(seen["links"][address]).url.endswith("/kvittering/")
    owner = Editor(browser, stage.url, "undersokelse")
    owner.page.goto(f"/admin/undersokelser/{seen['page']}/")
    expect(owner.page.locator("main")).to_contain_text("9")
    assert "Kadettangen" not in owner.page.content()
    owner.page.goto(f"/admin/forms/submissions/{seen['page']}/")
    assert "Kadettangen" not in owner.page.content()
    owner.close()


@pytest.mark.parametrize("fault", ["forged", "foreign", "unknown"])
def test_a_link_that_is_not_right_opens_nothing(stage, seen, fault):
    link = seen["links"][PEOPLE[9]]
    number, mac = link.rstrip("/").rsplit("/", 1)[1].split(".")
    others = seen["links"][PEOPLE[10]].rstrip("/").rsplit("/", 1)[1].split(".")
    wrong = {
        "forged": f"{number}.{mac[:-1]}{'A' if mac[-1] != 'A' else 'B'}",
        "foreign": f"{number}.{others[1]}",
        "unknown": f"999999.{mac}",
    }[fault]
    answer = requests.get(urllib.parse.urljoin(stage.url, f"/svar/{wrong}/"), timeout=30)
    assert answer.status_code == 404
    assert SURVEY not in answer.text
    seen.setdefault("dead", set()).add(answer.text)
    assert len(seen["dead"]) == 1
