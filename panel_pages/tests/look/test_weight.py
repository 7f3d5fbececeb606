"""How light pages are, and how still they stand while they load."""

import gzip

import pytest

from bench.browser import visit

from .conftest import send_pictures
from .looking import DESK, PHONE

pytestmark = pytest.mark.look


def weigh(stage, browser, path, size=DESK):
    """How many requests a first visit makes without scrolling, and their bytes as sent: text gzipped, fonts apart."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=size)
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


def test_the_bench_counts_what_a_first_visit_asks_for(stage, browser, paths):
    seen = visit(browser, stage.url + paths["front"])
    requests, _other, fonts = weigh(stage, browser, paths["front"], PHONE)
    assert seen["requests"] == requests
    assert seen["kB"] > fonts > 0
    assert seen["lcp"] > 0
    assert seen["cls"] <= 0.01


SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(shift => { window.shifted += shift.value; }))
  .observe({type: 'layout-shift', buffered: true});
"""
FIRST_PAINT = """() => new Promise(done =>
  new PerformanceObserver(() => done()).observe({type: 'paint', buffered: true}))"""
TO_THE_END = """async () => {
  for (let place = 0; place < document.body.scrollHeight; place += innerHeight / 2) {
    scrollTo(0, place);
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["front", "news", "post", "form", "results"])
def test_a_page_stands_still_while_it_loads(stage, browser, paths, name, size):
    """Also when letters and pictures come late: they are held back until everything else is there."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=size)
    send_pictures(context, stage)
    context.add_init_script(SHIFTS)
    page, held = context.new_page(), []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(paths[name], wait_until="domcontentloaded")
    page.evaluate(FIRST_PAINT)
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    page.evaluate("document.fonts.ready")
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") <= 0.01
    context.close()
