"""The same pages for those who have chosen colours of their own, or less motion, or paper."""

import io

import pytest
from PIL import Image

from .looking import find_faults

pytestmark = pytest.mark.look

# What tells something by its shape or its edge, and where it stands.
DRAWN = {
    "front": [".status[data-state=open]", ".status[data-state=planned]", ".status[data-state=working]",
              ".status[data-state=results]", ".dots", ".search svg", ".brand svg"],
    "asked": [".filter [data-state=open]", ".filter [data-state=planned]", ".filter [data-state=done]"],
    "results": [".result .bar", ".dots", ".key.on"],
}  # fmt: skip
EDGES = """() => [...document.querySelectorAll('.ds-button, .ds-input, .menu > summary, .scale label, .boxed .ds-field, .must')]
  .filter(element => element.checkVisibility())
  .filter(element => { const style = getComputedStyle(element); return parseFloat(style.borderTopWidth) < 1
    || style.borderTopStyle === 'none' || style.borderTopColor === getComputedStyle(document.body).backgroundColor; })
  .map(element => element.outerHTML.slice(0, 120))"""
MOTION = """() => [...document.querySelectorAll('*')].flatMap(element =>
  ['', '::before', '::after'].flatMap(part => {
    const style = getComputedStyle(element, part || undefined);
    const seconds = [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].map(parseFloat);
    return Math.max(...seconds) > 0.01 ? [element.tagName + '.' + element.className + part] : [];
  }))"""

PALE = """() => [...document.querySelectorAll('main *')].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(element => Math.max(...getComputedStyle(element).color.match(/\\d+/g).slice(0, 3).map(Number)) > 150)
  .map(element => element.outerHTML.slice(0, 120))"""


def colours_of(locator):
    """The colours something shows, those of soft edges left out; of words with a sign before them, the sign's."""
    picture = Image.open(io.BytesIO(locator.screenshot(animations="disabled"))).convert("RGB")
    if locator.evaluate("place => place.matches('.status')"):
        picture = picture.crop((0, 0, picture.height, picture.height))
    enough = max(4, picture.width * picture.height // 400)
    return [colour for count, colour in picture.getcolors(1 << 20) if count >= enough]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", DRAWN)
def test_shapes_and_edges_stay_in_forced_colours(page, paths, name, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(paths[name])
    for selector in DRAWN[name]:
        assert len(colours_of(page.locator(selector).first)) > 1, f"nothing to see of {selector}"
    assert page.evaluate(EDGES) == []


@pytest.mark.parametrize("name", ["join", "form"])
def test_a_choice_and_focus_can_be_seen_in_forced_colours(page, paths, name):
    page.emulate_media(forced_colors="active")
    page.goto(paths[name])
    assert page.evaluate(EDGES) == []
    for radio in (
        page.locator("main [type=radio]:not(:checked)").all()[:2] + page.locator("main .scale input").all()[:1]
    ):
        # The box or the label round it is what one sees.
        box = radio.locator("xpath=ancestor::*[self::label or contains(@class, 'ds-field')][1]")
        before = box.screenshot(animations="disabled")
        radio.focus()
        focused = box.screenshot(animations="disabled")
        radio.check()
        page.locator("main").focus()
        assert box.screenshot(animations="disabled") != before, "a choice that cannot be seen"
        assert focused != before, "focus that cannot be seen"


@pytest.mark.parametrize("name", ["front", "asked", "results", "post", "join", "form"])
def test_nothing_moves_for_those_who_asked_for_less_motion(page, paths, name):
    page.emulate_media(reduced_motion="reduce")
    page.goto(paths[name])
    assert page.evaluate(MOTION) == []


def test_something_does_move_for_others(page, paths):
    page.emulate_media(reduced_motion="no-preference")
    page.goto(paths["front"])
    assert page.evaluate(MOTION)


@pytest.mark.parametrize("name", ["asked", "results", "activity", "post", "questions"])
def test_a_page_on_paper_holds_its_matter_and_no_menu(page, paths, name):
    page.goto(paths[name])
    page.emulate_media(media="print")
    for selector in (".site-header", ".site-footer", ".ds-skip-link"):
        assert not page.locator(selector).is_visible(), selector
    assert page.locator("h1").is_visible()
    # White letters are for dark grounds, and a printer leaves grounds out.
    assert page.evaluate(PALE) == []
    for answer in page.locator("main details > :not(summary)").all():
        assert answer.is_visible(), "an answer folded away on paper"
    assert find_faults(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == ""
    assert page.pdf(format="A4").startswith(b"%PDF")
