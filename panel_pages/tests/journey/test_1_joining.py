"""The journey begins: the panel is told of, and twelve join. Real processes, real mail, one fresh database."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from outbox.tests.smtp import link_in
from panel_pages.tests.journey.editor import Editor
from panel_pages.tests.journey.looks import looks_right
from panel_pages.tests.journey.over_http import join_over_http, post_form
from panel_pages.tests.journey.story import PEOPLE, RESIDENT, UNIT

pytestmark = pytest.mark.journey


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
    assert resident.goto("/nyheter/panelet-spor-om-lekeplasser/").status == 404

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
    expect(resident).to_have_url(re.compile("/nyheter/panelet-spor-om-lekeplasser/$"))
    looks_right(resident)
    assert resident.context.cookies() == []
    editor.close()


def test_a_resident_joins_and_loses_nothing_on_the_way(stage, resident):
    resident.goto("/")
    resident.get_by_role("main").get_by_role("link", name=_("Join the panel")).first.click()
    expect(resident.locator("#id_email")).to_be_visible()
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
