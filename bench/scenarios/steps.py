"""Answering in three steps: every step saved in an encrypted draft, reviewed, sent once."""

from bench.scenario import Request, Row, each, once, post

TABLE = "surveys_sealedanswer"


def address(link, part=""):
    return f"/svar/{link}/{part}"


def introduce(data, link):
    return Request(address(link), "Undersøkelse i-steg")


def show(data, link):
    return Request(address(link, "steg/1/"), "csrfmiddlewaretoken")


def save(data, link):
    given = {"token": data["token"], "cookies": data["cookies"]}
    return post(address(link, "steg/1/"), data["step_forms"][0], **given, status=302)


def walk(data, link):
    """The introduction, three steps shown and saved, the review, the sending, the receipt: ten requests."""
    yield introduce(data, link)
    cookies = ""
    for number, values in enumerate(data["step_forms"], 1):
        path = address(link, f"steg/{number}/")
        page = yield Request(path, "csrfmiddlewaretoken", headers={"Cookie": cookies} if cookies else {})
        cookies = page.cookies or cookies
        yield post(path, values, token=page.token, cookies=cookies, status=302)
    path = address(link, "oppsummering/")
    page = yield Request(path, "csrfmiddlewaretoken", headers={"Cookie": cookies})
    yield post(path, [], token=page.token, cookies=cookies, status=302)
    yield Request(address(link, "kvittering/"), "Takk for svaret")


def save_long(data, link):
    given = {"token": data["token"], "cookies": data["cookies"]}
    return post(address(link, "steg/1/"), data["long_form"], **given, status=302)


ROWS = [
    Row("steps: introduction", each(introduce, "step_links"), sql=3),
    Row("steps: step shown", each(show, "step_links"), targets={"bare: form": 4}, sql=3),
    Row("steps: step saved", once(save, "step_links"), stored="surveys_draft", sql=6),
    Row("steps: flow", once(walk, "step_links"), stored=TABLE),
    Row("60 questions in 8 steps: step shown", each(show, "long_links"), sql=3, concurrencies=(8, 1)),
    Row(
        "60 questions in 8 steps: step saved", once(save_long, "long_links"), stored="surveys_draft",
        sql=6, concurrencies=(8, 1),
    ),
]  # fmt: skip
