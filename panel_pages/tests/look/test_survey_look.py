"""A survey in steps with every type of question, as a browser shows it: empty, in error, filled; with keys alone and
without JavaScript.
"""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from panel_pages.tests.look.looking import PHONE, look, tab_through

pytestmark = pytest.mark.look

SUBMIT = "form.form [type=submit]"
TEXTS = "form.form textarea, form.form [type=text]:not([inputmode], .other-text input)"
# Whatever a step asks. A tick may be left out, and beside «other» nothing need stand.
QUESTIONS = "form.form .question:not(:has([type=checkbox])), form.form > .ds-field"


def choose(page):
    """The last radio of every group and the last choice of every list, and nothing else."""
    for choice in page.locator("form.form select:not(.ranks select)").all():
        choice.select_option(index=choice.locator("option").count() - 1)
    for group in page.locator("form.form fieldset:has(> .choices), .matrix-row, fieldset:has(> .scale)").all():
        radios = group.locator("[type=radio]")
        if radios.count():
            radios.last.check()


def spoil(page):
    """Type what no field takes: numbers out of range, the same place for everything, and texts without end."""
    for number in page.locator("form.form [inputmode=numeric]").all():
        number.fill("99")
    for place in page.locator(".ranks select").all():
        place.select_option("1")
    for text in page.locator(TEXTS).all():
        text.evaluate("field => { field.removeAttribute('maxlength'); field.value = 'ord '.repeat(3000); }")


def fill(page):
    """Type what every field takes, in long words where it takes any."""
    choose(page)
    for number in page.locator("form.form [inputmode=numeric]").all():
        number.fill("2024" if number.get_attribute("maxlength") == "4" else "7")
    for index, place in enumerate(page.locator(".ranks select").all()):
        place.select_option(str(index + 1))
    for text in page.locator(TEXTS).all():
        text.fill("Kollektivtrafikkframkommelighet " * 3)


def test_every_step_looks_right_empty_in_error_and_filled(page, links):
    page.goto(links["looked_at"])
    tab_through(page)
    look(page)
    page.goto(f"{links['looked_at']}steg/1/")
    for number in (1, 2, 3):
        expect(page.locator(".step-count")).to_have_text(
            _("Step %(number)s of %(count)s") % {"number": number, "count": 3}
        )
        assert f" {number} " in page.title()
        look(page)
        spoil(page)
        page.locator(SUBMIT).first.click()
        expect(page.locator(".ds-error-summary")).to_be_focused()
        assert page.title().startswith(_("Error:"))
        expect(page.locator(QUESTIONS).and_(page.locator(":not(.wrong)"))).to_have_count(0)
        expect(page.locator(".ds-error-summary a")).to_have_count(page.locator(QUESTIONS).count())
        look(page)
        page.locator(".ds-error-summary a").first.click()
        fill(page)
        page.locator(SUBMIT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Check your answers before you send"))
    look(page)
    for number in (1, 2, 3):
        page.goto(f"{links['looked_at']}steg/{number}/")
        expect(page.locator("form.form :is([type=radio]:checked, textarea)").last).not_to_have_value("")
        look(page)
    page.goto(links["looked_at"])
    expect(page.get_by_role("heading", name=_("Welcome back"))).to_be_visible()
    look(page)


HERE = """() => {
  const element = document.activeElement;
  const group = [...document.querySelectorAll(`[type=radio][name="${element.name}"]`)];
  const selects = [...element.closest('fieldset, form').querySelectorAll('select')];
  return {type: element.type || '', longest: element.maxLength, is_chosen: group.some(radio => radio.checked),
          place: selects.indexOf(element) + 1, go: element.name};
}"""


def answer_with_keys(page):
    """Go through the form of one step with Tab, arrows, letters and Enter."""
    for _stop in range(80):
        page.keyboard.press("Tab")
        if not page.evaluate("() => Boolean(document.activeElement.closest('form.form'))"):
            continue
        here = page.evaluate(HERE)
        if here["type"] == "submit":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if here["type"] == "radio" and not here["is_chosen"]:
            page.keyboard.press("ArrowDown")
        elif here["type"] == "select-one":
            for _place in range(here["place"]):
                page.keyboard.press("ArrowDown")
        elif here["type"] == "textarea":
            page.keyboard.type("En sti")
        elif here["type"] == "text":
            page.keyboard.type("2024" if here["longest"] == 4 else "7")
    raise AssertionError("No button to go on with.")


def test_every_type_can_be_answered_with_keys_alone(page, links):
    page.goto(f"{links['by_keyboard']}steg/1/")
    for _number in range(3):
        answer_with_keys(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Check your answers before you send"))
    review = page.locator("main").inner_text()
    for words in (
        "7 km",
        "7.\N{NO-BREAK SPACE}juli\N{NO-BREAK SPACE}2024",
        "Sted 0",
        "1. A, 2. B, 3. C, 4. D",
        "En sti",
    ):
        assert words in review
    page.locator(SUBMIT).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Thank you for your answer"))


def test_other_asks_what_when_it_is_chosen_and_keeps_in_sight_what_is_written(page, links):
    page.goto(f"{links['with_other']}steg/1/")
    other, what = page.get_by_label("Annet", exact=True), page.locator(".other-text input")
    expect(what).to_be_hidden()
    page.emulate_media(media="print")
    expect(what).to_be_visible()
    page.emulate_media(media="screen")
    # Outside the words, where the box only seems to be one.
    other.locator("..").click(position={"x": 3, "y": 3})
    expect(other).to_be_checked()
    other.focus()
    page.keyboard.press("Tab")
    expect(what).to_be_focused()
    page.keyboard.type("Kajakk")
    other.uncheck()
    expect(what).to_be_visible()
    page.locator(SUBMIT).first.click()
    expect(other).to_be_checked()
    expect(what).to_have_value("Kajakk")
    # Where a link of the summary has led is still in the address when the next one comes.
    page.locator(".ds-error-summary a").first.click()
    page.locator(SUBMIT).first.click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    choose(page)
    page.locator(SUBMIT).first.click()
    places = page.get_by_role("combobox", name="Hvilket sted?")
    expect(what).to_be_hidden()
    places.select_option("Annet")
    expect(what).to_be_visible()
    places.select_option("Sted 0")
    expect(what).to_be_hidden()


def test_steps_work_without_javascript_and_go_on_in_another_browser(stage, browser, links):
    def visit():
        context = browser.new_context(base_url=stage.url, viewport=PHONE, java_script_enabled=False)
        return context, context.new_page()

    context, page = visit()
    page.goto(links["without_script"])
    page.locator("main .actions a").first.click()
    choose(page)
    page.locator(SUBMIT).first.click()
    page.locator("form.form [name][inputmode=numeric]").first.fill("9")
    page.get_by_role("button", name=_("Continue later")).click()
    context.close()

    context, page = visit()
    page.goto(links["without_script"])
    page.locator("main .actions a").first.click()
    expect(page.locator("form.form [name][inputmode=numeric]").first).to_have_value("9")
    for _number in (2, 3):
        choose(page)
        page.locator(SUBMIT).first.click()
    page.locator(SUBMIT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Thank you for your answer"))
    context.close()


def test_changing_the_language_by_keyboard_keeps_what_is_typed_and_needs_no_script(stage, browser, links):
    with browser.new_context(base_url=stage.url, java_script_enabled=False, locale="nb-NO") as context:
        page = context.new_page()
        page.goto(f"{links['in_english']}steg/1/")
        page.locator("form.form [type=radio]").first.check()
        page.get_by_role("button", name="English").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("html").get_attribute("lang") == "en"
        expect(page.locator("form.form [type=radio]:checked")).to_have_count(1)
        expect(page.get_by_role("button", name="Next step").last).to_be_visible()
        # Enter in a field goes on, here to what is still to be answered; it does not press a language.
        with page.expect_navigation():
            page.locator("form.form [type=radio]:checked").press("Enter")
        expect(page.locator(".ds-error-summary")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"
