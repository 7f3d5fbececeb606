"""How answering looks in surveys that are not anonymous, that are sensitive, open to everybody, or only tried."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from .looking import look, tab_through
from .markup import find_mistakes
from .test_survey_look import choose

pytestmark = pytest.mark.look


def see(page, *, is_walked=True):
    """Look at what is open; valid, and with keys alone unless that page has been walked before."""
    assert find_mistakes(page.content()) == []
    if is_walked:
        tab_through(page)
    look(page)


def send(page, name):
    """Press the button `name` and wait for what comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=_(name)).click()


def test_an_answer_with_a_code_and_what_changes_it_look_right(page, links):
    page.goto(links["coded"])
    expect(page.get_by_role("heading", name=_("The answers have a code instead of your name"))).to_be_visible()
    expect(page.locator(".notice b")).to_have_text([_("age group"), _("part of the municipality")])
    see(page)
    choose(page)
    send(page, "Send answers")
    expect(page.locator("h1")).to_have_text(_("Thank you for your answer"))
    see(page)
    page.goto(links["coded"])
    expect(page.locator("h1")).to_have_text(_("You have already answered"))
    see(page)
    with page.expect_navigation():
        page.get_by_role("link", name=_("Change the answer")).click()
    expect(page.get_by_role("heading", name=_("You are changing your answer"))).to_be_visible()
    see(page)


def test_a_survey_that_names_people_says_so_before_the_first_question(page, links):
    page.goto(links["named"])
    named = page.get_by_role("heading", name=_("The answers are not anonymous"))
    assert named.bounding_box()["y"] < page.locator("form.form fieldset").first.bounding_box()["y"]
    see(page)


def test_agreeing_to_sensitive_questions_looks_right_on_both_ways(page, links):
    page.goto(links["sensitive"])
    see(page)
    send(page, "Answer step by step, and save on the way")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    assert page.title().startswith(_("Error:"))
    see(page, is_walked=False)
    page.goto(f"{links['sensitive']}samlet/")
    see(page)
    send(page, "Send answers")
    expect(page.locator(".ds-error-summary a")).to_have_count(2)
    see(page, is_walked=False)
    page.goto(links["sensitive"])
    page.get_by_role("checkbox").check()
    send(page, "Answer step by step, and save on the way")
    expect(page.locator(".step-count")).to_be_visible()


def test_a_survey_for_everybody_looks_right_until_it_is_sent(page, links):
    page.goto(links["everybody"])
    see(page)
    send(page, "Send answers")
    expect(page.locator(".ds-error-summary a")).to_have_count(2)
    see(page, is_walked=False)
    page.get_by_role("checkbox").check()
    choose(page)
    send(page, "Send answers")
    expect(page.locator("h1")).to_have_text(_("Thank you for your answer"))
    see(page)


def test_asking_for_the_link_again_looks_right(page, links):
    page.goto(links["link_again"])
    see(page)
    send(page, "Send me the link")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    see(page, is_walked=False)
    page.locator("[name=email]").fill("ingen@example.org")
    send(page, "Send me the link")
    see(page)


def test_trying_a_survey_says_on_top_that_nothing_counts(page, links):
    page.goto(links["trying"])
    expect(page.locator(".test-note")).to_be_in_viewport()
    see(page)
