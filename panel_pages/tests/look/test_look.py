"""Every page a resident can meet, in every state, as a browser shows it: by day and night, on a telephone and a desk.

One real server; the pages come from scenery.py. They may be looked at in any order, but those who join and answer do
so last, since that changes what is there.
"""

import gzip
import json
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from outbox.tests.smtp import link_in
from panel_pages.tests.journey.stage import ROOT
from panel_pages.tests.look.scenery import INVITED

pytestmark = pytest.mark.journey

PAGES = [
    "front", "asked", "nothing_asked", "planned", "open", "working", "results", "activity", "topic", "news", "post",
    "information", "search", "join", "missing", "form", "answered", "receipt", "closed", "not_yet", "dead_link",
    "confirm", "withdraw", "leave",
]  # fmt: skip
ERROR_PAGES = ["400", "403", "403_csrf", "500"]
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
HEADINGS = """() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
  .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A radio that looks like a box shows its focus on the box.
FOCUS = """() => {
  const shown = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  };
  const element = document.activeElement;
  const box = element.closest('label, .ds-field');
  return element === document.body || shown(element) || Boolean(box && shown(box)) ? '' : element.outerHTML;
}"""


@pytest.fixture(autouse=True)
def bokmaal():
    """The site speaks bokmål, and so do the words we look for."""
    with translation.override("nb"):
        yield


@pytest.fixture(scope="module")
def paths(stage):
    """{name: address} of everything there is to look at."""
    done = subprocess.run(
        [sys.executable, "-c", "from panel_pages.tests.look.scenery import main; main()"],
        cwd=ROOT, env=stage.worker_environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def window(stage, browser):
    """One window for everything that is only looked at."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=DESK)
    # Pictures that editors uploaded are another server's to send.
    media = stage.folder / "media"
    context.route("**/media/**", lambda route: route.fulfill(path=media / route.request.url.split("/media/")[1]))
    yield context
    context.close()


@pytest.fixture
def page(stage, window):
    """A page that complains about other hosts and about anything in the console but its own status."""
    page = window.new_page()
    complaints = []
    page.on("request", lambda request: request.url.startswith(stage.url) or complaints.append(request.url))
    page.on("console", lambda message: is_complaint(page, message) and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def is_complaint(page, message):
    """Chromium's console counts a page's own 404 or 422 as an error; those are what we asked for."""
    return message.type == "error" and message.location["url"] != page.url


def look(page, *, is_mail=False):
    """Look at what is open by day and night, wide and narrow and with letters twice as large."""
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1, levels
    assert levels[0] == 1, levels
    assert all(lower <= upper + 1 for upper, lower in zip(levels, levels[1:], strict=False)), levels
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Day and night differ in colours alone.
            options = {} if scheme == "light" else {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
            found = Axe().run(page, options=options)
            assert found.violations_count == 0, f"{size['width']} px, {scheme}: {found.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, f"scrolls sideways at {size['width']} px"
        if not is_mail:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate(OVERFLOW) <= 0, f"scrolls sideways at {size['width']} px with large text"
            page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(OVERFLOW) <= 0, "scrolls sideways at 320 px"
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")


def tab_through(page, stops=14):
    """The skip link comes first, and wherever Tab stops one can see it."""
    page.keyboard.press("Tab")
    expect(page.locator(".ds-skip-link")).to_be_focused()
    expect(page.locator(".ds-skip-link")).to_be_in_viewport()
    for _stop in range(stops):
        assert page.evaluate(FOCUS) == ""
        page.keyboard.press("Tab")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right(page, paths, name):
    page.goto(paths[name])
    tab_through(page)
    look(page)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_looks_right(page, stage, name):
    with translation.override("nb"):
        html = render_to_string(f"{name}.html")
    page.route("**/feil/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{stage.url}/feil/")
    tab_through(page, stops=3)
    look(page)


def test_the_menu_of_a_telephone_looks_right(page, paths):
    page.set_viewport_size(PHONE)
    page.goto(paths["front"])
    page.locator("summary").click()
    expect(page.locator("details.menu nav")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    assert page.evaluate(OVERFLOW) <= 0


def test_a_refused_enrolment_looks_right_and_leads_to_its_faults(page, paths):
    page.goto(paths["join"])
    page.locator("[name=email]").fill("feil")
    page.locator("[name=postal_code]").fill("0150")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.locator("[name=lives_here_all_the_same]")).to_be_visible()
    look(page)
    page.locator(".ds-error-summary a").first.click()
    expect(page.locator("[name=email]")).to_be_focused()


def test_a_refused_answer_looks_right(page, paths):
    page.goto(paths["form"])
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    look(page)


@pytest.mark.parametrize(
    ("name", "button", "heading"),
    [
        ("confirm", "Confirm", "Welcome to the panel!"),
        ("withdraw", "Delete the address", "The address is deleted"),
        ("pause", None, "You are taking a pause"),
        ("leave", "Leave the panel", "You have left"),
    ],
)
def test_what_follows_a_press_looks_right(page, paths, name, button, heading):
    page.goto(paths[name])
    pressed = page.get_by_role("button", name=_(button)) if button else page.locator("[value=pause]")
    pressed.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_(heading))
    look(page)


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


@pytest.mark.parametrize("kind", ["invitation", "confirmation"])
def test_a_mail_looks_right(page, stage, paths, kind):
    address = INVITED
    if kind == "confirmation":
        address = "uten-skript@example.org"
    stage.post.wait_for_mail_to(address)
    html = stage.post.to(address)[-1].get_body(("html",)).get_content()
    page.route("**/brev/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{stage.url}/brev/")
    look(page, is_mail=True)


def weigh(stage, browser, path):
    """How many requests a first visit makes without scrolling, and their bytes as sent: text gzipped, fonts apart."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=DESK)
    page, answers = context.new_page(), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    weights = {"font": 0, "other": 0}
    for answer in answers:
        body, is_font = answer.body(), answer.request.resource_type == "font"
        is_text = answer.headers["content-type"].startswith(("text/", "image/svg"))
        weights["font" if is_font else "other"] += len(gzip.compress(body, 6) if is_text else body)
    context.close()
    return len(answers), weights["other"] / 1000, weights["font"] / 1000


def test_the_front_page_is_light(stage, browser, paths):
    requests, other, fonts = weigh(stage, browser, paths["front"])
    assert requests <= 8
    assert other + fonts <= 120


def test_the_form_of_a_survey_is_light(stage, browser, paths):
    requests, other, _fonts = weigh(stage, browser, paths["form"])
    assert requests <= 6
    assert other <= 30
