"""Draw the icons of the site as PNG from icon.svg: `.venv/bin/python static/img/icons.py`."""

import io
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1] / "deploy"))

from find_browser import find_installed  # noqa: E402

SIZES = {"icon-32": 32, "icon-180": 180, "icon-192": 192, "icon-512": 512, "icon-maskable": 512}
FJORD = "#0d3f4b"


def page_with(name, size):
    """The mark in a square. Telephones cut the maskable one and Apple's to a shape of their own, so it fills its square."""
    mark = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    fills = name in ("icon-180", "icon-maskable")
    inner = size * 0.8 if name == "icon-maskable" else size
    ground = FJORD if fills else "transparent"
    square = f"width:{size}px;height:{size}px;background:{ground};display:grid;place-items:center"
    return (
        f'<body style="margin:0"><div style="{square}"><div style="width:{inner}px;height:{inner}px">{mark}</div></div>'
    )


def main():
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_installed(), args=["--no-sandbox", "--disable-gpu"])
        for name, size in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_with(name, size))
            picture = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
            picture.save(FOLDER / f"{name}.png", "PNG", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
