"""See to it that the browser journey has a browser: an installed one, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")


def find_installed():
    """The path of an installed Chrome or Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def run(*command):
    """Whether the command succeeded; its own words are kept off the screen."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def install_package():
    """Install Debian's chromium where this user may. True when it is there afterwards."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        may = []
    elif shutil.which("sudo") and run("sudo", "-n", "true"):
        may = ["sudo", "-n"]
    else:
        return False
    print("Installing Debian's chromium …", flush=True)
    install = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run(*install, "update")
    return run(*install, "install", "-y", "--no-install-recommends", "chromium") and find_installed() is not None


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
    if path is None and install_package():
        path = find_installed()
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
