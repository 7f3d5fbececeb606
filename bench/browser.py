"""What a browser says about a first visit: requests, bytes on the wire, the largest paint, what moved."""

import shutil

from .scenario import HEADERS

BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAINT = """() => new Promise(done => {
  const seen = {lcp: 0, cls: 0};
  new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.cls += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(seen), 300);
})"""


def visit(browser, url):
    """One visit with an empty profile: {"requests": …, "kB": …, "script_kB": …, "lcp": …, "cls": …}."""
    context = browser.new_context(extra_http_headers=HEADERS, viewport={"width": 375, "height": 800})
    page = context.new_page()
    asked, kinds, sizes = [], {}, {}

    def note(event):
        # What is written into a stylesheet is told of as if it had been asked for. A redirect has the same id once more.
        if not event["request"]["url"].startswith("data:"):
            asked.append(event["request"]["url"])
            kinds[event["requestId"]] = event["type"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", note)
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle")
    paint = page.evaluate(PAINT)
    context.close()
    scripts = sum(size for key, size in sizes.items() if kinds.get(key) == "Script")
    return {
        "requests": len(asked), "kB": sum(sizes.values()) / 1000, "script_kB": scripts / 1000,
        "lcp": paint["lcp"], "cls": paint["cls"],
    }  # fmt: skip


def visits(pages):
    """{name: what three visits showed, the median} for `pages` {name: url}."""
    from statistics import median

    from playwright.sync_api import sync_playwright

    seen = {}
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for name, url in pages.items():
            three = [visit(browser, url) for _visit in range(3)]
            seen[name] = {key: median(one[key] for one in three) for key in three[0]}
        browser.close()
    return seen
