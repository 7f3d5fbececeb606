"""Answering: the form behind a personal link, the answer, both by fresh visitors, and links that do not work."""

from bench.scenario import Request, Row, each, once, post, same


def address(link):
    return f"/svar/{link}/"


def show(data, link):
    return Request(address(link), "csrfmiddlewaretoken")


def send(data, link, form="survey_form"):
    return post(address(link), data[form], token=data["token"], cookies=data["cookies"], status=302)


def walk(data, link, form="survey_form"):
    """Open the form without a cookie, send it, read the receipt."""
    page = yield show(data, link)
    yield post(address(link), data[form], token=page.token, cookies=page.cookies, status=302)
    yield Request(f"{address(link)}kvittering/", "Takk for svaret")


def bare_send(data):
    while True:
        yield post("/form/", data["form"], token=data["token"], cookies=data["cookies"], text="Takk for svaret")


def bare_walks(data):
    while True:
        yield bare_walk(data)


def bare_walk(data):
    page = yield Request("/form/", "csrfmiddlewaretoken")
    yield post("/form/", data["form"], token=page.token, cookies=page.cookies, text="Takk for svaret")


def lean_show(data, link, form="form"):
    return Request(f"/{form}/{link}/", "csrfmiddlewaretoken")


def lean_send(data, link, form="form"):
    return post(
        f"/{form}/{link}/", data[form], token=data["token"], cookies=data["cookies"], text="Takk for svaret"
    )  # fmt: skip


def lean_walk(data, link, form="form"):
    page = yield lean_show(data, link, form)
    yield post(f"/{form}/{link}/", data[form], token=page.token, cookies=page.cookies, text="Takk for svaret")


SUBMISSION = "wagtailforms_formsubmission"

ROWS = [
    Row("bare: form", same("/form/", "csrfmiddlewaretoken"), site="bare"),
    Row("bare: submission", bare_send, site="bare", stored=SUBMISSION),
    Row("bare: flow", bare_walks, site="bare", stored=SUBMISSION),
    Row("lean: form", each(lean_show, "lean_links"), site="lean"),
    Row("lean: submission", once(lean_send, "lean_links"), site="lean", stored="answer"),
    Row("lean: flow", once(lean_walk, "lean_links"), site="lean", stored="answer"),
    Row("survey form", each(show, "links"), targets={"bare: form": 8, "lean: form": 0.45}, sql=3),
    Row(
        "survey submission", once(send, "links"), stored="surveys_sealedanswer",
        targets={"bare: submission": 2.5, "lean: submission": 0.5}, sql=5,
    ),
    Row(
        "survey flow", once(walk, "links"), stored="surveys_sealedanswer",
        targets={"bare: flow": 4, "lean: flow": 0.4},
    ),
    Row("survey, used link", each(lambda data, link: Request(address(link), "allerede svart"), "used_links")),
    Row("survey, wrong link", same("/svar/12345.AAAAAAAAAAAAAAAAAAAAAA/", "", status=404)),
]  # fmt: skip
