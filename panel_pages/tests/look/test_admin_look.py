"""The register and the survey desk as a browser shows them: no fault that axe finds, nothing that scrolls sideways."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from panel_pages.demo.staff import PASSWORD

from .looking import SETTLED, find_faults

pytestmark = pytest.mark.look

PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = [
    "", "?state=paused&age=75%2B", "ubekreftet/", "ny/", "eksport/", "lister/", "sammensetning/", "befolkning/",
    "postnumre/", "slettes/", "logg/",
]  # fmt: skip
# Of scenery.py. Who may do what is told elsewhere; here the superuser looks.
DESK_PAGES = [
    "overview", "month", "protocol", "desk", "versions", "extend", "close", "reopen", "archive", "move_member",
    "choose_audience", "audience", "draft", "sent",
]  # fmt: skip
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
DOCUMENT = "Sykkel\n\n# Vanen\n1. Sykler du? Ja / Nei\n\n# Turene\n2. Hvor fornøyd er du?"
WAGTAILS_RULES = [
    "button-name",
    "empty-heading",
    "empty-table-header",
    "frame-title",
    "heading-order",
    "input-button-name",
    "link-name",
    "p-as-heading",
]
LIST = "E-post;Fødselsår;Postnr;Kjønn\nliste-kari@example.org;1987;1338;Kvinne\nfeil;1987;1338;\n"


@pytest.fixture(autouse=True)
def bokmaal():
    """The admin speaks bokmål, and so do the words we look for."""
    with translation.override("nb"):
        yield


@pytest.fixture(scope="module")
def window(stage, browser):
    """Logged in as the demo's panel administrator, with a member and somebody who has not confirmed."""
    stage.manage("shell", "-c", "from members.tests.builders import *; make_member(); make_enrolment()")
    context = log_in(stage, browser, "panel")
    yield context
    context.close()


@pytest.fixture(scope="module")
def desk_window(stage, browser):
    """Logged in as somebody who may do everything."""
    context = log_in(stage, browser, "admin")
    yield context
    context.close()


def log_in(stage, browser, name):
    """A window in which one of the demo's employees is logged in."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=DESK)
    page = context.new_page()
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.close()
    return context


@pytest.fixture
def page(stage, window):
    """A page that complains about other hosts and about faults of scripts."""
    yield from watched(stage, window)


@pytest.fixture
def desk_page(stage, desk_window):
    """The same for the desk."""
    yield from watched(stage, desk_window)


def watched(stage, window):
    """A new page in the window; at its end there must have been nothing to complain about."""
    page = window.new_page()
    complaints = []
    page.on("request", lambda request: request.url.startswith((stage.url, "data:")) or complaints.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def look(page):
    """Look at what is open, wide and narrow, and at its colours by night."""
    page.wait_for_load_state()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{size['width']} px: {found.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, f"scrolls sideways at {size['width']} px"
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    assert find_faults(page, runOnly=CONTRAST) == "", "by night"
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_register_looks_right(page, path):
    page.goto(f"/admin/register/{path}")
    look(page)


@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_page_of_the_desk_looks_right(desk_page, paths, name):
    assert desk_page.goto(paths[name]).ok
    look(desk_page)


def test_the_start_page_looks_right(page):
    page.goto("/admin/")
    expect(page.get_by_text(_("Who is missing in the panel?"))).to_be_visible()
    look(page)


def test_a_member_and_what_is_done_with_her_look_right(page):
    page.goto("/admin/register/")
    page.locator("td.address a").first.click()
    expect(page.get_by_role("heading", name=_("What is stored"))).to_be_visible()
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name=_("Correct details")).click()
    look(page)
    page.goto("/admin/register/")
    page.locator("[name=nr]").first.check()
    page.get_by_role("button", name=_("Put them on pause")).click()
    page.locator("form.register-form [type=submit]").click()
    expect(page.locator(".error-message")).to_be_visible()
    look(page)


def test_a_list_is_taken_over_without_javascript(stage, browser, window):
    context = browser.new_context(
        base_url=stage.url, java_script_enabled=False, viewport=DESK, storage_state=window.storage_state()
    )
    page = context.new_page()
    page.goto("/admin/register/lister/")
    file = {"name": "panel.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=purpose]").fill("Panelet fra 2019")
    page.get_by_role("button", name=_("Upload")).click()
    expect(page.locator("[name=birth_year]")).to_have_value("1")
    page.get_by_role("button", name=_("Try it out")).click()
    # The page looks again by itself until the worker has read the list.
    expect(page.locator("#usable")).to_have_text("1", timeout=60_000)
    expect(page.locator("#problems")).to_have_text("1")
    page.get_by_role("button", name=_("Accept")).click()
    expect(page.locator("#state")).to_have_text(_("Taken over"), timeout=60_000)
    context.close()
    stage.post.wait_for_mail_to("liste-kari@example.org")


def test_the_steps_of_taking_over_look_right(page):
    page.goto("/admin/register/lister/")
    file = {"name": "panel.csv", "mimeType": "text/csv", "buffer": LIST.replace("kari", "per").encode()}
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=purpose]").fill("Panelet fra 2019")
    page.get_by_role("button", name=_("Upload")).click()
    expect(page.locator("[name=birth_year]")).to_be_visible()
    look(page)
    page.get_by_role("button", name=_("Try it out")).click()
    expect(page.locator("#usable")).to_have_text("1", timeout=60_000)
    look(page)
    page.get_by_role("button", name=_("Cancel and delete the file")).click()
    expect(page.get_by_text(_("The list is cancelled and its file deleted."))).to_be_visible()


# Once the block has unfolded: before, all of it is a line high.
ABOVE_THE_BAR = """() => document.activeElement.closest('[data-streamfield-child]').offsetHeight > 200
  && document.activeElement.getBoundingClientRect().bottom < document.querySelector('footer').getBoundingClientRect().top"""


def test_a_document_is_pasted_read_and_made_a_draft(desk_page):
    desk_page.goto("/admin/undersokelser/ny/")
    desk_page.get_by_role("link", name=_("Begin with a document")).click()
    expect(desk_page.get_by_label(_("The questions"))).to_be_visible()
    look(desk_page)
    desk_page.get_by_label(_("The questions")).fill(DOCUMENT)
    desk_page.keyboard.press("Tab")
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("heading", name=_("This is how it was read"))).to_be_visible()
    expect(desk_page.get_by_label(_("Title"))).to_have_value("Sykkel")
    expect(desk_page.locator(".desk-said")).to_have_text(["Vanen", "1 Sykler du?", "Turene", "2 Hvor fornøyd er du?"])
    look(desk_page)
    desk_page.get_by_label(_("Who is asked")).first.select_option(label="1: Ja")
    desk_page.get_by_role("button", name=_("Make the draft")).click()
    expect(desk_page.locator('[name="questions-1-value-label"]')).to_have_value("Sykler du?")
    expect(desk_page.locator('[name="questions-2-value-shown_if-answers"]')).to_have_value("Ja")
    # What the check beside the preview would say of our own lines, the editor could do nothing about.
    desk_page.locator("[data-side-panel-toggle=preview]").click()
    preview = desk_page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="Turene")).to_be_visible()
    assert find_faults(desk_page.frames[-1], runOnly=WAGTAILS_RULES) == ""


def test_a_question_that_is_put_in_at_the_foot_of_the_window_comes_above_the_bar(desk_page):
    desk_page.goto("/admin/undersokelser/ny/")
    desk_page.get_by_role("link", name=_("Begin with an empty survey instead")).click()
    # The first «+» stands just above the bar then.
    desk_page.set_viewport_size({"width": 1280, "height": 740})
    desk_page.locator('[data-contentpath="questions"] button.c-sf-add-button').last.click()
    # A click of the mouse would scroll first.
    desk_page.get_by_role("option", name=_("Short text")).evaluate("option => option.click()")
    field = desk_page.locator('[name="questions-0-value-label"]')
    expect(field).to_be_focused()
    desk_page.wait_for_function(ABOVE_THE_BAR)
    # Nothing pushes the sheet sideways, where nobody could push it back.
    desk_page.evaluate("() => document.querySelector('.content-wrapper').scrollTo({left: 77, behavior: 'instant'})")
    desk_page.wait_for_function("() => document.querySelector('.content-wrapper').scrollLeft === 0")
