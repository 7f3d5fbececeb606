"""The journey ends: the survey closes, its answers are told, and nothing of anybody stays behind."""

import re
import time

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from outbox.tests.smtp import link_in
from panel_pages.tests.journey.editor import Editor
from panel_pages.tests.journey.looks import looks_right
from panel_pages.tests.journey.over_http import answer_over_http
from panel_pages.tests.journey.stage import WORKER_DEADLINE
from panel_pages.tests.journey.story import PEOPLE, SURVEY, UNIT

pytestmark = pytest.mark.journey


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
    expect(resident.get_by_role("heading", level=1)).to_have_text(SURVEY)
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
