"""How a page is looked at: axe by day and night, wide and narrow, enlarged; and where the keyboard goes."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import expect

PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
HEADINGS = """() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
  .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Buttons fade from one colour to another.
SETTLED = """() => Promise.all(document.getAnimations()
  .filter(one => one instanceof CSSTransition).map(one => one.finished.catch(() => null)))"""
# By night only the colours are others.
BY_NIGHT = {"runOnly": ["color-contrast", "link-in-text-block"]}
FAULTS = "options => axe.run(document, {resultTypes: ['violations'], ...options})"


def find_faults(page, **options):
    """What axe finds wrong with the page as it stands, in words; empty when nothing is."""
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(FAULTS, options))
    return found.generate_report() if found.violations_count else ""


def assert_no_sideways(page, where):
    """Nothing reaches out of the window to the right."""
    assert page.evaluate(OVERFLOW) <= 0, f"scrolls sideways {where}"


def look(page, *, is_mail=False):
    """Look at what is open by day and night, from a small telephone to a wide desk, and with letters twice as large."""
    page.wait_for_load_state()
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1, levels
    assert levels[0] == 1, levels
    assert all(lower <= upper + 1 for upper, lower in zip(levels, levels[1:], strict=False)), levels
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme, rules in (("light", {}), ("dark", BY_NIGHT)):
            page.emulate_media(color_scheme=scheme)
            assert find_faults(page, **rules) == "", f"{size['width']} px, {scheme}"
        assert_no_sideways(page, f"at {size['width']} px")
        if not is_mail:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert_no_sideways(page, f"at {size['width']} px with large text")
            page.evaluate("document.documentElement.style.fontSize = ''")
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_sideways(page, f"at {width} px")
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")


# Every place Tab ought to stop, in the order of the page: of a group of radios one, of closed details their summary.
STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled
      && element.type !== 'hidden' && element.tabIndex >= 0)
    .filter(element => {
      if (element.type !== 'radio') return true;
      const chosen = document.querySelector(`[type=radio][name="${element.name}"]:checked`);
      if (chosen ? chosen !== element : groups.has(element.name)) return false;
      return groups.add(element.name);
    });
}"""
# A radio that looks like a box shows its focus on the box. Nothing may lie over what has focus.
HERE = """() => {
  const shown = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  };
  const element = document.activeElement;
  const place = element.getClientRects()[0];
  const box = element.closest('label, .ds-field');
  // Of a field taller than the window only a part is scrolled into it.
  const middle = place && (Math.max(place.top, 0) + Math.min(place.bottom, innerHeight)) / 2;
  const over = place && document.elementFromPoint(place.x + place.width / 2, middle);
  return {
    index: window.stops.indexOf(element),
    html: element.outerHTML.slice(0, 200),
    isShown: shown(element) || Boolean(box && shown(box)),
    isCovered: !over || !(element.contains(over) || over.contains(element) || box && box.contains(over)),
  };
}"""


def tab_through(page):
    """Tab stops at everything there is to press, in the order of the page, the skip link first.

    Wherever it stops one can see it, and after the last stop it leaves the page.
    """
    expected = page.evaluate(f"() => (window.stops = ({STOPS})()).length")
    page.keyboard.press("Tab")
    expect(page.locator(".ds-skip-link")).to_be_focused()
    expect(page.locator(".ds-skip-link")).to_be_in_viewport()
    for number in range(expected):
        here = page.evaluate(HERE)
        assert here["index"] == number, f"stop {number} is {here['html']}"
        assert here["isShown"], f"no focus to see on {here['html']}"
        assert not here["isCovered"], f"something lies over {here['html']}"
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement === document.body || document.activeElement === window.stops[0]")
