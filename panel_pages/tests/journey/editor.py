"""Working in Wagtail's admin as a person does: clicking, typing, choosing."""

import re

from django.utils.translation import gettext as _
from playwright.sync_api import TimeoutError, expect

from panel_pages.demo.staff import PASSWORD


class Editor:
    """Somebody of the staff in her own browser window."""

    def __init__(self, browser, url, name):
        self.context = browser.new_context(base_url=url, locale="nb-NO", viewport={"width": 1280, "height": 1000})
        self.page = self.context.new_page()
        self.page.goto("/admin/login/")
        self.page.locator("#id_username").fill(name)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("form button[type=submit]").click()
        expect(self.page).to_have_url(re.compile(r"/admin/$"))

    def page_id(self, parent, title):
        """The id of the page `title` in the explorer below `parent` (an id)."""
        self.page.goto(f"/admin/pages/{parent}/")
        link = self.page.get_by_role("link", name=title, exact=True).first
        return int(re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1])

    def root(self):
        """The id of the front page: the explorer opens on the first page the user may work in."""
        self.page.goto("/admin/pages/")
        return int(re.search(r"/pages/(\d+)/", self.page.url)[1])

    def add(self, page_type, parent):
        """Open the form for a new page."""
        self.page.goto(f"/admin/pages/add/{page_type}/{parent}/")

    def fill(self, **fields):
        """Type into fields by their ids."""
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(value)

    def add_block(self, stream, label):
        """Add a block at the end of a StreamField, from its picker."""
        field = self.page.locator(f'[data-contentpath="{stream}"]').first
        button, option = (
            field.locator("button.c-sf-add-button").last,
            self.page.get_by_role("option", name=label, exact=True),
        )
        button.click()
        try:
            option.click(timeout=5000)
        except TimeoutError:
            # On a busy machine the picker was seen to close again, or not to open at the first press.
            button.click()
            option.click()

    def fill_block(self, stream, number, **values):
        """Type into the fields of block `number` (from 0)."""
        for name, value in values.items():
            self.page.locator(f'[name="{stream}-{number}-value-{name}"]').fill(value)

    def tick_block(self, stream, number, name):
        """Tick a box of block `number`; by keyboard, since a block that has just been put in is still unfolding."""
        box = self.page.locator(f'[name="{stream}-{number}-value-{name}"]')
        box.press("Space")
        expect(box).to_be_checked()

    def fill_options(self, stream, number, labels):
        """Write the options of a choice question; a new one opens with «+»."""
        field = self.page.locator(f'[name="{stream}-{number}-value-options-count"]').locator("xpath=..")
        for place, label in enumerate(labels):
            name = f'[name="{stream}-{number}-value-options-{place}-value-label"]'
            if self.page.locator(name).count() == 0:
                self.press(field.locator("button.c-sf-add-button").last, self.page.locator(name))
            self.page.locator(name).fill(label)

    def press(self, button, awaited):
        """Press `button` for `awaited` to come; once more when nothing has: on a busy machine a press was seen to be lost."""
        button.click()
        try:
            awaited.wait_for(state="attached", timeout=5000)
        except TimeoutError:
            button.click()

    def choose(self, name, title):
        """Choose an existing object in a chooser."""
        field = self.page.locator(f"#id_{name}-chooser")
        field.get_by_role("button").first.click()
        self.page.locator(".modal").get_by_role("link", name=title, exact=True).click()
        expect(field).to_contain_text(title)

    def write_rich_text(self, name, text):
        """Type into the rich text field `name`."""
        stored = self.page.locator(f'[name="{name}"]')
        text_box = stored.locator("xpath=..").locator(".public-DraftEditor-content")
        text_box.click()
        self.page.wait_for_function(
            "box => box.contains(window.getSelection().anchorNode)", arg=text_box.element_handle()
        )
        self.page.keyboard.type(text, delay=5)
        # What is typed reaches the form a quarter of a second later.
        expect(stored).to_have_value(re.compile(re.escape(text)))

    def save_draft(self):
        """Save without publishing."""
        self.page.locator("button.action-save").first.click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def publish(self):
        """Publish, from the menu of further actions."""
        self.page.get_by_role("button", name=_("More actions")).last.click()
        self.page.locator("button[name=action-publish]").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def close(self):
        self.context.close()
