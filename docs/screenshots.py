"""Take the pictures of docs/editing.md: `make screenshots`.

The demo is loaded into a database of its own, a site is started on it, and a browser looks at what find_pages() lists.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 150_000
sys.path[:0] = [str(ROOT / "deploy"), str(ROOT / "site"), str(ROOT)]

from find_browser import find_installed  # noqa: E402
from postgres import find_free_port  # noqa: E402
from secrets_on_laptop import environment  # noqa: E402


def find_pages():
    """The ids and addresses the pictures need, from the demo's database."""
    import django

    django.setup()

    from django.urls import reverse

    from blog.models import BlogPage
    from invitations.models import Mailing
    from panel_pages.demo.staff import PASSWORD
    from panel_pages.models import SurveyPage

    is_open, has_results = SurveyPage.objects.order_by("-closes_at")[0], SurveyPage.objects.order_by("closes_at")[0]
    news = BlogPage.objects.order_by("-first_published_at")[0]
    mailing = Mailing.objects.filter(asking__page_id=is_open.pk).order_by("-pk")[0]
    return PASSWORD, [
        # (name, who, address, what to bring to the top, and unfold if it can be, or what to do on the page)
        ("survey-editor", "undersokelse", f"/admin/pages/{is_open.pk}/edit/", '[name="questions-1-id"] ~ section'),
        ("reading", "undersokelse", reverse("survey_desk:paste"), read_example),
        ("desk-audience", "undersokelse", f"/admin/undersokelser/{is_open.pk}/utvalg/", None),
        ("desk-results", "undersokelse", f"/admin/undersokelser/{has_results.pk}/", "#panel-results-section, .desk-question"),
        ("news-editor", "redaktor", f"/admin/pages/{news.pk}/edit/", None),
        ("desk-mailing", "undersokelse", reverse("survey_desk:mailing", args=[mailing.pk]), None),
        ("register", "panel", reverse("register:list"), None),
        ("results", None, has_results.url, "main table"),
    ]  # fmt: skip


def wait_for(url):
    """Block until the site answers."""
    for _time in range(100):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The site did not start.")


def log_in(context, url, name, password):
    """Log in as one of the demo's employees."""
    page = context.new_page()
    page.goto(f"{url}/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    page.close()


def read_example(page):
    """Have the example read that stands beside the field."""
    page.locator("#id_title").fill("Sykkel i Bærum")
    page.locator("#id_text").fill(page.locator("pre").inner_text())
    page.locator("button[value=read]").click()
    page.locator(".desk-rows").wait_for()


def take_picture(context, address, top):
    """What the window shows at `address`, with `top` unfolded and at its top, or done, in few colours."""
    from PIL import Image

    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if callable(top):
        top(page)
    elif top:
        page.locator(top).first.evaluate("place => place.querySelector('[aria-expanded=false]')?.click()")
        page.locator(top).first.evaluate("place => place.scrollIntoView()")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    page.close()
    small = io.BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main():
    """Load, start, look, write."""
    from playwright.sync_api import sync_playwright

    port = find_free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="panel-screenshots-") as folder:
        os.environ.update(environment("worker"), SITE_URL=url, DATABASE_URL=f"sqlite:///{folder}/panel.sqlite3")
        for command in (["migrate", "--verbosity", "0"], ["demo"], ["worker", "--once"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        password, pictures = find_pages()
        site = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment("web"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(url)
            FOLDER.mkdir(exist_ok=True)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_installed(), args=["--no-sandbox"])
                for name, who, address, top in pictures:
                    context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900})
                    if who:
                        log_in(context, url, who, password)
                    picture = take_picture(context, url + address if address.startswith("/") else address, top)
                    context.close()
                    if len(picture) > LARGEST:
                        sys.exit(f"{name}.png is {len(picture)} bytes; {LARGEST} is the most.")
                    (FOLDER / f"{name}.png").write_bytes(picture)
                browser.close()
        finally:
            site.terminate()
            site.wait(20)


if __name__ == "__main__":
    main()
