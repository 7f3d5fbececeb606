"""A survey of sixty questions in the page editor: how long opening and saving take, and what of it is the browser's work.

`make run` in one window and `python -m bench.editor` in another, with the same PORT. The survey is a draft that is made for this
and deleted afterwards.
"""

import json
import os
import shutil
import sys
import time
from statistics import median

from deploy.secrets_on_laptop import environment

from .browser import ARGUMENTS, BROWSERS
from .seed import LONG, ROOT

TIMES = 5
ALL_THERE = f"[data-streamfield-child] >> nth={len(LONG) - 1}"
IDLE = "() => new Promise(done => requestIdleCallback(done, {timeout: 5000}))"


def make_draft():
    """The survey, below the demo's «Dette har vi spurt om»."""
    from panel_pages.demo import pages
    from surveys.blocks import with_ids

    page = pages.example_survey()
    page.title, page.slug, page.live, page.questions = "Seksti", "seksti", False, json.dumps(with_ids(LONG))
    pages.find_parents()[0].add_child(instance=page)
    page.save_revision()
    return page


def settle(page):
    """Wait until every question is drawn and the browser has nothing left to do."""
    page.wait_for_load_state("load")
    page.locator(ALL_THERE).wait_for(state="attached")
    page.evaluate(IDLE)


def measure(page, act):
    """(milliseconds, milliseconds of CPU in the browser's main thread) until the editor has settled after `act`."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    started_at, before = time.monotonic(), worked()
    act()
    settle(page)
    return (time.monotonic() - started_at) * 1000, (worked() - before) * 1000


def visits(browser, address, page_id):
    """{what was done: [(milliseconds, CPU)]}."""
    from panel_pages.demo.staff import PASSWORD

    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/admin/login/")
    page.locator("#id_username").fill("undersokelse")
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("form button[type=submit]").click()

    def save():
        with page.expect_navigation():
            page.locator("button.action-save").first.click()

    seen = {"opened": [], "saved and opened again": []}
    for _visit in range(TIMES + 1):
        seen["opened"].append(measure(page, lambda: page.goto(f"{address}/admin/pages/{page_id}/edit/")))
        seen["saved and opened again"].append(measure(page, save))
    # The first time the browser fetches the scripts.
    return {name: one[1:] for name, one in seen.items()}


def main():
    """Measure and print medians."""
    os.environ.update(environment("web"))
    sys.path.insert(0, str(ROOT / "site"))
    # Playwright's loop would keep Django from its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    draft = make_draft()
    try:
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, BROWSERS)), None)
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for name, seen in visits(browser, f"http://127.0.0.1:{os.environ.get('PORT') or 8000}", draft.pk).items():
                clock, cpu = (round(median(column)) for column in zip(*seen, strict=True))
                print(f"{name}: {clock} ms, of them {cpu} ms of work in the browser")
            browser.close()
    finally:
        draft.delete()


if __name__ == "__main__":
    main()
