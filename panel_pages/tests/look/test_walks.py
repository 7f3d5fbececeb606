"""The whole way from the front page to an answer: without JavaScript, with the keyboard alone, and by the menu."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from outbox.tests.smtp import link_in

from .looking import PHONE, assert_no_sideways, find_faults, look, tab_through

pytestmark = pytest.mark.journey


def fill_with_mouse(page, values):
    """Choose and type as somebody with a mouse does; buttons, boxes and fields by name."""
    for name, value in values.items():
        field = page.locator(f'[name="{name}"]')
        if value is True:
            field.check()
        else:
            field.fill(value)


def join_values(address):
    return {
        "email": address, "birth_year": "1987", "postal_code": "1337", "lives_here": True, "is_old_enough": True,
        "agrees": True,
    }  # fmt: skip


def test_the_whole_way_without_javascript(stage, browser, paths):
    context = browser.new_context(base_url=stage.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(paths["front"])
    page.locator("main").get_by_role("link", name=_("Join the panel")).first.click()
    fill_with_mouse(page, join_values("uten-skript@example.org"))
    page.locator("main form [type=submit]").click()
    stage.post.wait_for_mail_to("uten-skript@example.org")
    page.goto(link_in(stage.post.to("uten-skript@example.org")[-1], "/medlem/bekreft/"))
    page.get_by_role("button", name=_("Confirm")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Welcome to the panel!"))

    page.goto(paths["form_without_script"])
    for group in page.locator("main form fieldset:has([type=radio])").all():
        group.locator("[type=radio]").last.check()
    page.locator("main form textarea").fill("Flere benker.")
    page.locator("main form [type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Thank you for your answer"))

    page.goto(paths["asked"])
    page.locator(".filter").get_by_role("link", name=_("The results are here")).click()
    expect(page.locator(".activity").first).to_be_visible()
    expect(page.locator(".activity .status:not([data-state=results])")).to_have_count(0)
    context.close()


WHERE = """() => {
  const element = document.activeElement;
  const group = [...document.querySelectorAll(`[type=radio][name="${element.name}"]`)];
  return {name: element.name || '', type: element.type || '', is_chosen: group.some(radio => radio.checked)};
}"""


def fill_with_keyboard(page, values, *, text=""):
    """Tab through the form: type into fields, choose with the arrow keys, tick with Space and send with Enter."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["type"] == "submit":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if here["type"] == "radio" and not here["is_chosen"]:
            page.keyboard.press("ArrowDown")
        elif here["type"] == "checkbox" and values.get(here["name"]) is True:
            page.keyboard.press("Space")
        elif here["type"] in ("text", "email", "textarea"):
            page.keyboard.type(values.get(here["name"], text))
    raise AssertionError("No button to send with.")


def test_the_whole_way_by_keyboard(page, stage, paths):
    address = "med-tastatur@example.org"
    page.goto(paths["join"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    fill_with_keyboard(page, join_values(address))
    look(page)
    stage.post.wait_for_mail_to(address)
    page.goto(link_in(stage.post.to(address)[-1], "/medlem/bekreft/"))
    fill_with_keyboard(page, {})
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Welcome to the panel!"))

    page.goto(paths["form_by_keyboard"])
    fill_with_keyboard(page, {}, text="En sti")
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Thank you for your answer"))


def test_the_menu_of_a_telephone_opens_without_covering_the_page(page, paths):
    page.set_viewport_size(PHONE)
    page.goto(paths["front"])
    summary, menu = page.locator("details.menu > summary"), page.locator("details.menu nav")
    expect(menu).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert find_faults(page) == ""
    assert_no_sideways(page, "with the menu open")
    # Whoever tabs on past the menu must not end up behind it.
    page.reload()
    page.evaluate("document.querySelector('details.menu').open = true")
    tab_through(page)
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
