"""The whole way from a news post to published answers, as people walk it: one browser, real processes, real mail.

The steps build on each other and run in order, on one fresh database.
"""

import re
import threading
import time
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
from panel_pages.tests.journey.over_http import (
    answer_over_http,
    csrf_token,
    fields_of,
    join_over_http,
    post_form,
)
from panel_pages.tests.journey.stage import WORKER_DEADLINE

pytestmark = pytest.mark.journey

PEOPLE = [f"innbygger{number}@example.org" for number in range(12)]
RESIDENT = PEOPLE[0]
UNIT = "Strategi- og utviklingsenheten"
SURVEY = "Lekeplasser i Bærum"


@pytest.fixture(scope="module")
def seen():
    """What later steps need of earlier ones."""
    return {}


# 1. The editor


def test_an_editor_writes_previews_and_publishes_a_news_post(stage, browser, resident):
    editor = Editor(browser, stage.url, "redaktor")
    home = editor.root()
    news = editor.page_id(home, "Nyheter")
    editor.add("blog/blogpage", news)
    editor.fill(title="Panelet spør om lekeplasser", lead="Vi vil vite hvor barna leker.")
    editor.choose("author", UNIT)
    editor.add_block("body", _("Section with heading"))
    editor.fill_block("body", 0, heading="Hvorfor vi spør")
    editor.write_rich_text("body-0-value-text", "Fordi noe kan endres.")
    editor.save_draft()

    resident.goto("/")
    expect(resident.get_by_text("Panelet spør om lekeplasser")).to_have_count(0)
    resident.goto("/nyheter/")
    expect(resident.get_by_text("Panelet spør om lekeplasser")).to_have_count(0)
    assert resident.goto("/nyheter/panelet-spør-om-lekeplasser/").status == 404

    with editor.context.expect_page() as opened:
        editor.page.goto(editor.page.url)
        editor.page.locator("[data-side-panel-toggle=preview]").click()
        editor.page.locator("[data-side-panel=preview] a[target=_blank]").first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Panelet spør om lekeplasser")

    editor.publish()
    for path in ("/", "/nyheter/"):
        resident.goto(path)
        expect(resident.get_by_role("link", name="Panelet spør om lekeplasser")).to_be_visible()
        looks_right(resident)
    resident.get_by_role("link", name="Panelet spør om lekeplasser").click()
    expect(resident.get_by_text("Fordi noe kan endres.")).to_be_visible()
    looks_right(resident)
    assert resident.context.cookies() == []
    editor.close()


# 2. The resident joins


def test_a_resident_joins_and_loses_nothing_on_the_way(stage, resident):
    resident.goto("/")
    resident.get_by_role("main").get_by_role("link", name=_("Join the panel")).first.click()
    looks_right(resident)
    resident.locator("#id_email").fill(RESIDENT)
    resident.locator("#id_birth_year").fill("1987")
    resident.locator("#id_lives_here").check()
    resident.get_by_role("button", name=_("Join the panel")).click()

    summary = resident.locator(".ds-error-summary")
    expect(summary).to_be_focused()
    assert resident.title().startswith(_("Error:"))
    expect(resident.locator("#id_email")).to_have_value(RESIDENT)
    expect(resident.locator("#id_birth_year")).to_have_value("1987")
    expect(resident.locator("#id_lives_here")).to_be_checked()
    looks_right(resident)
    summary.get_by_role("link").first.click()
    expect(resident.locator("#id_postal_code")).to_be_focused()

    resident.keyboard.type("1337")
    resident.locator("#id_is_old_enough").check()
    resident.locator("#id_agrees").check()
    resident.get_by_role("button", name=_("Join the panel")).click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(_("Check your e-mail"))
    looks_right(resident)

    (mail,) = stage.post.wait_for_mail_to(RESIDENT)
    link = link_in(mail, "/medlem/bekreft/")
    resident.goto(link)
    resident.reload()
    expect(resident.get_by_role("button", name=_("Confirm"))).to_be_visible()
    looks_right(resident)
    resident.get_by_role("button", name=_("Confirm")).click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(_("Welcome to the panel!"))
    assert resident.goto(link).status == 404


def test_the_way_in_shows_nobody_who_is_a_member(stage):
    _session, of_member = join_over_http(stage, RESIDENT.upper())
    _session, of_stranger = join_over_http(stage, "ukjent@example.org")
    assert of_member.status_code == of_stranger.status_code == 200
    assert of_member.url == of_stranger.url
    assert of_member.text == of_stranger.text
    second = stage.post.wait_for_mail_to(RESIDENT, number=2)[1]
    assert second["Subject"] == _("You are already a member of the citizen panel")
    link_in(second, "/medlem/ut/")


def test_eleven_more_join(stage):
    for address in PEOPLE[1:]:
        session, _receipt = join_over_http(stage, address)
        (mail,) = stage.post.wait_for_mail_to(address)
        welcome = post_form(session, link_in(mail, "/medlem/bekreft/"), {})
        assert _("Welcome to the panel!") in welcome.text


# 3. The survey owner asks


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


# 4. Residents answer


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


# 5. The answers are told


def test_the_owner_closes_the_worker_opens_and_the_results_are_published(stage, browser, resident, seen):
    for address in PEOPLE[9:]:
        assert answer_over_http(seen["links"][address], "Sjeldnere").url.endswith("/kvittering/")
    owner = Editor(browser, stage.url, "undersokelse")
    desk = f"/admin/undersokelser/{seen['page']}/"
    owner.page.goto(f"{desk}avslutt/")
    owner.page.get_by_role("button", name=_("Close now")).click()
    expect(owner.page).to_have_url(re.compile(re.escape(desk) + "$"))

    table = owner.page.get_by_role("table").filter(has_text="Hvor ofte er dere der?")
    deadline = time.monotonic() + WORKER_DEADLINE
    while not table.count():
        assert time.monotonic() < deadline, stage.log("worker")
        owner.page.goto(desk)
    expect(table).to_contain_text("Sjeldnere")
    assert "Kadettangen" not in owner.page.content(), "fewer than ten wrote a text, so it stays hidden"

    owner.page.goto(f"/admin/pages/{seen['page']}/edit/")
    owner.write_rich_text("findings", "Vi begynner på Kadettangen.")
    owner.publish()
    owner.page.goto(f"{desk}publiser/")
    owner.page.get_by_role("button", name=_("Publish results")).click()
    expect(owner.page).to_have_url(re.compile(re.escape(desk) + "$"))
    owner.close()

    resident.goto("/dette-har-vi-spurt-om/")
    looks_right(resident)
    resident.get_by_role("link", name=SURVEY).click()
    looks_right(resident)
    expect(resident.get_by_text("Vi begynner på Kadettangen.")).to_be_visible()
    row = resident.get_by_role("row").filter(has_text="Sjeldnere")
    expect(row).to_contain_text("3")
    expect(row).to_contain_text("25\N{NO-BREAK SPACE}%")
    expect(resident.get_by_role("main")).to_contain_text("Hva liker dere best?")
    expect(resident.get_by_role("main")).not_to_contain_text("Husker")


def test_a_news_post_leads_to_the_results(stage, browser, resident):
    editor = Editor(browser, stage.url, "redaktor")
    news = editor.page_id(editor.root(), "Nyheter")
    editor.add("blog/blogpage", news)
    editor.fill(title="Tolv svarte om lekeplasser", lead="Nå vet vi hvor barna leker.")
    editor.choose("author", UNIT)
    editor.add_block("body", _("Section with heading"))
    editor.fill_block("body", 0, heading="Svarene")
    editor.write_rich_text("body-0-value-text", "Tolv svarte.")
    editor.page.locator("#id_about_page-chooser").get_by_role("button").first.click()
    modal = editor.page.locator(".modal")
    modal.locator("#id_q").fill(SURVEY)
    modal.get_by_role("link", name=SURVEY).first.click()
    editor.publish()
    editor.close()

    resident.goto("/nyheter/tolv-svarte-om-lekeplasser/")
    resident.get_by_role("main").get_by_role("link", name=SURVEY).click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(SURVEY)


# What stays behind


def test_the_web_servers_log_shows_no_link_and_no_address(stage, seen):
    log = stage.log("web") + stage.log("worker")
    assert "/svar/[link]/" in log
    errors = [line for line in log.splitlines() if '" 500 ' in line or "Traceback" in line]
    assert not errors, "\n".join(errors) + log[-20_000:]
    for address, link in seen["links"].items():
        assert address not in log
        assert link.rstrip("/").rsplit("/", 1)[1] not in log


def test_two_clicks_in_any_mail_lead_out(stage, resident):
    mail = stage.post.to(PEOPLE[11])[-1]
    resident.goto(link_in(mail, "/medlem/ut/"))
    looks_right(resident)
    resident.get_by_role("button", name=_("Leave the panel")).click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(_("You have left"))
    resident.goto("/dette-har-vi-spurt-om/")
    expect(resident.get_by_text("12").first).to_be_visible()
