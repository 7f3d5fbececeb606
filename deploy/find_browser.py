"""See to it that the browser journey has a browser: an installed one, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
# Letters as wide as Arial's and Times': pages stand in them until our own have come, and a test looks whether anything moves.
FONTS = "fonts-liberation"


def find_installed():
    """The path of an installed Chrome or Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def run(*command):
    """Whether the command succeeded; its own words are kept off the screen."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def has_fonts():
    """Whether this machine has letters as wide as Arial's; taken for granted where that cannot be asked."""
    ask = shutil.which("fc-match")
    if ask is None:
        return True
    found = subprocess.run([ask, "Arial"], capture_output=True, text=True).stdout
    return "Arial" in found or "Liberation" in found


def install(*packages):
    """Whether Debian's `packages` could be installed: where there is apt, and this user may."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        may = []
    elif shutil.which("sudo") and run("sudo", "-n", "true"):
        may = ["sudo", "-n"]
    else:
        return False
    print(f"Installing Debian's {' and '.join(packages)} …", flush=True)
    command = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run(*command, "update")
    return run(*command, "install", "-y", "--no-install-recommends", *packages)


def starts(path):
    """Whether the browser at `path` (Playwright's own when None) opens a page."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            browser.new_page().close()
            browser.close()
        except Error:
            return False
    return True


def main():
    """End quietly with a browser that starts, or with one sentence."""
    path = find_installed()
    if path is None and install("chromium", FONTS):
        path = find_installed()
    if not has_fonts() and not install(FONTS):
        print("Without Arial or Liberation fonts pages move while they load, and the tests that look for it fail.")
    if path is None and not starts(None):
        print("Downloading Playwright's own Chromium …", flush=True)
        if not run(sys.executable, "-m", "playwright", "install", "chromium"):
            sys.exit("No browser: install Chrome or Chromium (Debian: apt install chromium), then run this again.")
    if not starts(path):
        sys.exit(
            f"The browser {path or 'that Playwright downloaded'} does not start, most likely because system libraries "
            "are missing. Install Chrome or Chromium with your package manager (Debian: apt install chromium)."
        )


if __name__ == "__main__":
    main()
