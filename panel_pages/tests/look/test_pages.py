"""Every page a resident can meet, in every state, as a browser shows it: by day and night, on a telephone and a desk.

One real server; the pages come from scenery.py. They may be looked at in any order, but those who join and answer do
so last, since that changes what is there.
"""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from .looking import look, tab_through
from .markup import find_mistakes

pytestmark = pytest.mark.look

PAGES = [
    "front", "asked", "nothing_asked", "planned", "open", "working", "results", "activity", "topic", "news", "post",
    "information", "questions", "search", "nothing_found", "join", "joined", "missing", "form", "answered", "receipt",
    "closed", "not_yet", "dead_link", "confirm", "withdraw", "leave", "stay", "right", "dead_member_link",
    "one_click", "move", "ask_for_link", "check_mail",
]  # fmt: skip
ERROR_PAGES = ["400", "403", "403_csrf", "429", "500"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right(page, paths, name):
    answer = page.goto(paths[name])
    assert find_mistakes(answer.text()) == []
    tab_through(page)
    look(page)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_looks_right(page, stage, name):
    html = render_to_string(f"{name}.html", {"minutes": 7})
    assert find_mistakes(html) == []
    page.route("**/feil/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{stage.url}/feil/")
    tab_through(page)
    look(page)


def press(page):
    """Send the form of a page and check that what comes is valid too."""
    with page.expect_response(lambda answer: answer.request.resource_type == "document") as answer:
        page.locator("main form [type=submit]").last.click()
    assert find_mistakes(answer.value.text()) == []


def test_a_refused_enrolment_looks_right_and_leads_to_its_faults(page, paths):
    page.goto(paths["join"])
    page.locator("[name=email]").fill("feil")
    page.locator("[name=postal_code]").fill("0150")
    press(page)
    expect(page).to_have_title(re.compile("^" + _("Error:")))
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.locator("[name=lives_here_all_the_same]").first).to_be_visible()
    look(page)
    page.locator(".ds-error-summary a").first.click()
    expect(page.locator("[name=email]")).to_be_focused()


def test_what_a_member_sees_of_herself_looks_right(page, paths):
    page.goto(paths["enter"])
    look(page)
    page.get_by_role("button", name=_("Open my page")).click()
    for path in ("", "opplysninger/", "adresse/", "alt/", "meld-ut/"):
        answer = page.goto(paths["ask_for_link"] + path)
        assert find_mistakes(answer.text()) == []
        tab_through(page)
        look(page)


def test_a_refused_answer_looks_right(page, paths):
    page.goto(paths["form"])
    press(page)
    expect(page.locator(".ds-error-summary")).to_be_focused()
    look(page)


@pytest.mark.parametrize(
    ("name", "button", "heading"),
    [
        ("confirm", "Confirm", "Welcome to the panel!"),
        ("withdraw", "Delete the address", "The address is deleted"),
        ("stay", "Stay in the panel", "You are still a member"),
        ("right", "Yes, it is right", None),
        ("pause", None, "You are taking a pause"),
        ("stop", "Stop the mail", None),
        ("leave", "Leave the panel", "You have left"),
    ],
)
def test_what_follows_a_press_looks_right(page, paths, name, button, heading):
    page.goto(paths[name])
    before = page.locator("h1").inner_text()
    pressed = page.get_by_role("button", name=_(button)) if button else page.locator("[name=until_on]").first
    pressed.click()
    if heading:
        expect(page.locator("h1")).to_have_text(_(heading))
    else:
        expect(page.locator("h1")).not_to_have_text(before)
    assert find_mistakes(page.content()) == []
    look(page)
