"""Building a survey in the editor: what can be pressed and pasted instead of written."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from panel_pages.tests.journey.editor import Editor

from .looking import SETTLED

pytestmark = pytest.mark.look

# Wagtail makes a landmark of every block, and names it by its words only when it is folded.
NOT_THE_LANDMARKS = {"rules": {"landmark-unique": {"enabled": False}}}
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
# Once the block has unfolded: before, all of it is a line high.
PLUS_ABOVE_THE_BAR = """() => {
  const block = [...document.querySelectorAll('[data-contentpath="questions"] [data-streamfield-stream-container] > [data-streamfield-child]')].at(-1);
  const bottom = (place) => place.getBoundingClientRect().bottom;
  const bar = document.querySelector("footer").getBoundingClientRect().top;
  return block.offsetHeight > 200 && bottom(block.nextElementSibling.querySelector("button")) < bar && bottom(document.activeElement) > 66;
}"""
LIST = "Bus\r\n• Train\n\n-  Tram\n2. floor\n3.\tPlane\n"


@pytest.fixture
def editor(stage, browser):
    """A survey's owner before an empty survey that has a title and a purpose."""
    editor = Editor(browser, stage.url, "undersokelse")
    complaints = []
    editor.page.on("pageerror", lambda error: complaints.append(str(error)))
    editor.page.goto("/admin/undersokelser/ny/")
    editor.page.get_by_role("link", name=_("Begin with an empty survey instead")).click()
    editor.fill(title="How we travel", purpose="To plan bus routes.")
    yield editor
    editor.close()
    assert complaints == []


def field(editor, number, name):
    return editor.page.locator(f'[name="questions-{number}-value-{name}"]')


def labels(editor, number):
    """What stands in the list of options of a block."""
    found = editor.page.locator(f'[name^="questions-{number}-value-options-"][name$="-value-label"]')
    return [one.input_value() for one in found.all()]


def offered(editor, number, name):
    """The buttons below a field of a block's condition that are seen."""
    place = field(editor, number, f"shown_if-{name}").locator("xpath=ancestor::*[@data-field][1]")
    return place.locator(".offered-words button:visible")


def folds(editor, number, name):
    """What a field of a block is folded away behind, the outer fold first."""
    return field(editor, number, name).locator("xpath=ancestor::section/div/button[@aria-expanded='false']")


def unfold(editor, number, name):
    """Open what is folded away around a field of a block."""
    for _fold in range(folds(editor, number, name).count()):
        folds(editor, number, name).first.click()


def two_steps(editor):
    """A step with a choice, and one that is empty yet."""
    for label in (_("New step"), _("Single choice"), _("Long text"), _("New step")):
        editor.add_block("questions", label)
    editor.fill_block("questions", 0, heading="All")
    editor.fill_block("questions", 1, label="How do you travel?")
    editor.fill_options("questions", 1, ["By bus", "By bike"])
    editor.fill_block("questions", 2, label="Why?")
    editor.fill_block("questions", 3, heading="Some")


def test_a_condition_is_pressed_and_not_written(editor):
    two_steps(editor)
    unfold(editor, 3, "shown_if-question")
    expect(offered(editor, 3, "question")).to_have_text(["How do you travel?"])
    expect(offered(editor, 3, "answers")).to_have_count(0)
    offered(editor, 3, "question").click()
    expect(field(editor, 3, "shown_if-question")).to_have_value("How do you travel?")
    expect(offered(editor, 3, "question")).to_have_attribute("aria-pressed", "true")
    by_bus, by_bike = (offered(editor, 3, "answers").filter(has_text=words) for words in ("By bus", "By bike"))
    by_bus.click()
    by_bike.click()
    expect(field(editor, 3, "shown_if-answers")).to_have_value("By bike")
    field(editor, 3, "shown_if-rule").select_option("is_any_of")
    by_bus.press("Enter")
    expect(field(editor, 3, "shown_if-answers")).to_have_value("By bike\nBy bus")
    by_bike.click()
    expect(field(editor, 3, "shown_if-answers")).to_have_value("By bus")
    expect(by_bus).to_have_attribute("aria-pressed", "true")
    expect(by_bike).to_have_attribute("aria-pressed", "false")
    for scheme in ("dark", "light"):
        editor.page.emulate_media(color_scheme=scheme)
        editor.page.evaluate(SETTLED)
        found = Axe().run(editor.page, context=".condition-block, .option-list", options=NOT_THE_LANDMARKS)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    editor.save_draft()
    expect(field(editor, 3, "shown_if-answers")).to_have_value("By bus")


def test_only_what_comes_in_an_earlier_step_is_offered(editor):
    two_steps(editor)
    for number, label in ((4, _("Yes or no")), (5, _("Scale"))):
        editor.add_block("questions", label)
        editor.fill_block("questions", number, label=f"Question {number}?")
    # One press unfolds the condition of a question, and offers it.
    folds(editor, 5, "shown_if-question").click()
    expect(offered(editor, 5, "question")).to_have_text(["How do you travel?"])
    editor.add_block("questions", _("New step"))
    unfold(editor, 6, "shown_if-question")
    field(editor, 6, "shown_if-question").focus()
    expect(offered(editor, 6, "question")).to_have_text(["How do you travel?", "Question 4?", "Question 5?"])
    offered(editor, 6, "question").nth(1).click()
    expect(offered(editor, 6, "answers")).to_have_text(["Ja", "Nei", "Vet ikke"])
    field(editor, 4, "offers_dont_know").uncheck()
    field(editor, 6, "shown_if-rule").focus()
    expect(offered(editor, 6, "answers")).to_have_text(["Ja", "Nei"])
    field(editor, 6, "shown_if-question").fill("5")
    offered(editor, 6, "question").click()
    expect(offered(editor, 6, "answers")).to_have_text(["1", "2", "3", "4", "5"])


def test_the_condition_of_an_option_is_pressed_and_follows_too(editor):
    two_steps(editor)
    editor.add_block("questions", _("Single choice"))
    editor.fill_block("questions", 4, label="Where to?")
    editor.fill_options("questions", 4, ["Work", "School"])
    unfold(editor, 4, "option_conditions-count")
    conditions = editor.page.locator('[name="questions-4-value-option_conditions-count"]').locator("xpath=..")
    conditions.locator("button.c-sf-add-button").last.click()
    option = field(editor, 4, "option_conditions-0-value-option")
    option.focus()
    for words in ("School", "How do you travel?", "By bus"):
        conditions.get_by_role("button", name=words, exact=True).click()
    expect(option).to_have_value("School")
    expect(field(editor, 4, "option_conditions-0-value-answers")).to_have_value("By bus")
    field(editor, 4, "options-1-value-label").fill("University")
    field(editor, 1, "options-0-value-label").fill("On a bus")
    field(editor, 2, "label").focus()
    expect(option).to_have_value("University")
    expect(field(editor, 4, "option_conditions-0-value-answers")).to_have_value("On a bus")


def test_a_condition_follows_the_words_it_names(editor):
    two_steps(editor)
    field(editor, 3, "shown_if-question").evaluate("field => field.value = 'how do you travel? '")
    field(editor, 3, "shown_if-answers").evaluate("field => field.value = 'By bike'")
    field(editor, 1, "label").fill("How do you get to work?")
    field(editor, 1, "options-1-value-label").fill("On a bicycle")
    field(editor, 1, "options-0-value-label").fill("On a bus")
    field(editor, 2, "label").focus()
    expect(field(editor, 3, "shown_if-question")).to_have_value("How do you get to work?")
    expect(field(editor, 3, "shown_if-answers")).to_have_value("On a bicycle")
    # The copy of a question gets words of its own: the condition is about the first.
    editor.page.locator('[data-streamfield-child]:has(> [name="questions-1-id"]) > section > .w-panel__header').locator(
        '[data-streamfield-action="DUPLICATE"]'
    ).click()
    field(editor, 4, "options-1-value-label").fill("On a train")
    field(editor, 4, "label").fill("And home?")
    field(editor, 2, "label").focus()
    expect(field(editor, 3, "shown_if-question")).to_have_value("How do you get to work?")
    expect(field(editor, 3, "shown_if-answers")).to_have_value("On a bicycle")


def test_a_kind_is_found_by_typing_and_tab_goes_from_field_to_field(editor):
    editor.page.set_viewport_size({"width": 1280, "height": 740})
    add = editor.page.locator('[data-contentpath="questions"] button.c-sf-add-button').last
    # There is room for the list neither above nor below.
    add.evaluate("add => add.scrollIntoView({ block: 'center', behavior: 'instant' })")
    add.click()
    search = editor.page.get_by_role("combobox", name=_("Search options…"))
    expect(search).to_be_focused()
    box = search.locator("xpath=ancestor::*[@data-tippy-root]").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 740
    editor.page.get_by_role("option", name=_("New step"), exact=True).hover()
    editor.page.keyboard.type("flere")
    # The pointer leaves the list, as it does when the list gets shorter, and takes the mark away from its first line.
    editor.page.mouse.move(900, 200)
    expect(search).to_have_attribute("aria-activedescendant", "")
    editor.page.keyboard.press("Enter")
    for name in ("label", "help_text", "required", "options-0-value-label"):
        expect(field(editor, 0, name)).to_be_focused()
        editor.page.keyboard.press("Tab")
    field(editor, 0, "label").press("Control+Alt+KeyM")
    comment = editor.page.locator(".comment textarea")
    expect(comment).to_be_focused()
    comment.press("Escape")


def test_the_next_plus_is_in_sight_without_scrolling_and_nothing_moves_under_a_pointer(editor):
    editor.page.set_viewport_size({"width": 1280, "height": 740})
    for number, label in enumerate((_("New step"), _("Multiple choice"))):
        editor.add_block("questions", label)
        expect(field(editor, number, "label" if number else "heading")).to_be_focused()
        editor.page.wait_for_function(PLUS_ABOVE_THE_BAR)
    option = field(editor, 1, "options-0-value-label")
    option.fill("On foot")
    for words in ("By bike", "By car", "By bus"):
        editor.page.keyboard.press("Enter")
        editor.page.keyboard.type(words)
    editor.page.wait_for_function(PLUS_ABOVE_THE_BAR)
    # Further up the «+» is out of sight again; a click that moved the page would end elsewhere.
    field(editor, 0, "heading").focus()
    option.evaluate("field => field.scrollIntoView({ block: 'center', behavior: 'instant' })")
    place = option.bounding_box()
    option.click()
    expect(option).to_be_focused()
    assert option.bounding_box() == place
    assert not editor.page.evaluate(PLUS_ABOVE_THE_BAR)
    # By keyboard it comes up again.
    editor.page.keyboard.press("Tab")
    editor.page.wait_for_function(PLUS_ABOVE_THE_BAR)


def test_the_calendar_goes_away_for_whoever_types_the_date(editor):
    calendar = editor.page.locator(".xdsoft_datetimepicker:visible")
    editor.page.locator("#id_opens_at").click()
    expect(calendar).to_have_count(1)
    editor.page.keyboard.type("3.12.2026 12:00", delay=50)
    expect(calendar).to_have_count(0)
    editor.page.locator("#id_closes_at").click()
    expect(editor.page.locator("#id_closes_at")).to_be_focused()
    # The pointer lies there still, and no button beside the field comes before the next one.
    editor.page.keyboard.press("Tab")
    expect(editor.page.locator("#id_results_due_on")).to_be_focused()
    editor.page.keyboard.press("Shift+Tab")
    expect(editor.page.locator("#id_closes_at")).to_be_focused()
    # Only what folds the part comes before its field.
    editor.page.locator("#id_title").focus()
    for _press in range(2):
        editor.page.keyboard.press("Tab")
    expect(editor.page.locator("#id_purpose")).to_be_focused()
    expect(editor.page.locator("#id_opens_at")).to_have_value("03.12.2026 12:00")


def test_the_menu_beside_the_title_stays_where_one_aims(stage, browser, paths):
    owner = Editor(browser, stage.url, "undersokelse")
    owner.page.goto(paths["desk"].replace("/undersokelser/", "/pages/") + "edit/")
    menu = owner.page.locator("header [data-controller~=w-dropdown] button").first
    place = menu.bounding_box()
    owner.page.locator('[data-w-breadcrumbs-target="toggle"]').first.hover()
    menu.hover()
    assert menu.bounding_box() == place
    menu.click()
    expect(owner.page.get_by_role("link", name=_("Survey desk")).first).to_be_visible()
    owner.close()


def test_the_date_of_the_code_is_asked_for_only_of_a_survey_with_one(editor):
    date = editor.page.locator("#id_subject_until_on")
    expect(date).to_be_hidden()
    editor.page.locator("#id_identity_mode").select_option("pseudonymous")
    expect(date).to_be_visible()
    editor.page.locator("#id_identity_mode").select_option("identified")
    expect(date).to_be_hidden()


def test_options_are_written_as_a_list(editor):
    editor.add_block("questions", _("Single choice"))
    field(editor, 0, "options-0-value-label").fill("On foot")
    for words in ("By bike", "By car"):
        editor.page.keyboard.press("Enter")
        editor.page.keyboard.type(words)
    assert labels(editor, 0) == ["On foot", "By bike", "By car"]
    editor.page.keyboard.press("Enter")
    editor.page.evaluate(PASTE, LIST)
    assert labels(editor, 0) == ["On foot", "By bike", "By car", "Bus", "Train", "Tram", "2. floor", "Plane"]
    field(editor, 0, "label").fill("How do you travel?")
    editor.page.keyboard.press("Enter")
    # Anywhere else in the form Enter would have saved, and opened the page anew.
    assert field(editor, 0, "label").evaluate("field => field === document.activeElement")
    assert len(labels(editor, 0)) == 8


def test_a_list_that_is_too_long_is_pasted_whole_and_said_to_be(editor):
    editor.add_block("questions", _("Ranking"))
    field(editor, 0, "options-0-value-label").focus()
    editor.page.evaluate(PASTE, "\n".join(f"Option {number}" for number in range(1, 13)))
    assert labels(editor, 0) == [f"Option {number}" for number in range(1, 13)]
    expect(editor.page.get_by_text("Det kan være høyst 10")).to_be_visible()


def test_one_pasted_line_is_pasted_as_ever(editor):
    editor.add_block("questions", _("Single choice"))
    field(editor, 0, "options-0-value-label").focus()
    assert editor.page.evaluate(
        PASTE.replace("document.activeElement.dispatchEvent", "return document.activeElement.dispatchEvent"), "- A bus"
    )
    assert labels(editor, 0) == ["", ""]
