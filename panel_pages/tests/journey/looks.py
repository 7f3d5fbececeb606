"""What every page of the journey must stand."""

from axe_playwright_python.sync_playwright import Axe


def looks_right(page):
    """Nothing for axe to find, and nothing to scroll sideways for. A page that is still coming has nothing to look at."""
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
