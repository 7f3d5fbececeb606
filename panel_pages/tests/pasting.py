"""How tests paste a document and send the page back."""

from bs4 import BeautifulSoup

from panel_pages.models import SurveyPage

TEXT = """Sykkel i Bærum

Om deg
1. Sykler du? Ja / Nei (må svares)

Turene dine (bare hvis ja på 1)
2. Hvor sykler du oftest?
- Til jobb
- Til skole
3. Hvor langt er det til jobb? (bare hvis «Til jobb» på 2)
4. Hva er fint på veien?
"""


PASTE = "/admin/undersokelser/ny/lim-inn/"


def read(client, text=TEXT, url=PASTE, **sent):
    return client.post(url, {"title": "", "text": text, "act": "read", **sent})


def shown(response):
    """What a browser would send from the page that was shown."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.desk-reading")
    sent = {"seen": [field["value"] for field in form.select("[name=seen]")], "act": "make"}
    sent |= {field["name"]: field.get("value", "") for field in form.select("input[type=text]")}
    sent |= {field["name"]: "on" for field in form.select("input[type=checkbox][checked]")}
    sent |= {field["name"]: field.text.removeprefix("\n") for field in form.select("textarea")}
    for menu in form.select("select"):
        sent[menu["name"]] = (menu.select_one("option[selected]") or menu.select_one("option"))["value"]
    return sent


def rows(response):
    return {row.part.words: row for row in response.context["reading"].rows}


def name(response, words, field):
    return f"{rows(response)[words].part.key}-{field}"


def make(client, response, url=PASTE, **changed):
    return client.post(url, shown(response) | changed)


def newest(page):
    return SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def labels(page):
    return [block.value.get("label") or block.value.get("heading") for block in newest(page).questions]
