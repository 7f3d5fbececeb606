"""What must hold while we measure, so that nobody wins by leaving it out. Every one is tried on the running site."""

import psycopg

from .client import ask
from .scenario import Request, post


def rows_in(database, table):
    with psycopg.connect(database) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608


def check(site, database):
    """{promise: whether it held} for the panel `site`."""
    data, table = site.data, "surveys_sealedanswer"
    link, untouched = data["links"].pop(), data["links"].pop()
    given = {"token": data["token"], "cookies": data["cookies"]}
    path = f"/svar/{link}/"

    def stored_by(request):
        before = rows_in(database, table)
        answer = ask(site.address, request)
        return answer.status, rows_in(database, table) - before

    without_token = {"token": "x" * 64, "cookies": data["cookies"]}
    half = [pair for number, pair in enumerate(data["survey_form"]) if number % 2]
    with psycopg.connect(database) as connection:
        durable = [connection.execute(f"SHOW {name}").fetchone()[0] for name in ("fsync", "synchronous_commit")]
    return {
        "a form without its token is refused": stored_by(post(path, data["survey_form"], **without_token)) == (403, 0),
        "an answer that lacks something is shown again": stored_by(post(path, half, **given)) == (422, 0),
        "an answer is stored": stored_by(post(path, data["survey_form"], **given)) == (302, 1),
        "and only once": stored_by(post(path, data["survey_form"], **given)) == (409, 0)
        or stored_by(post(path, data["survey_form"], **given)) == (200, 0),
        "a forged link opens nothing": ask(site.address, Request(f"/svar/{untouched[:-2]}AA/")).status == 404,
        "looking stores nothing": stored_by(Request(f"/svar/{untouched}/")) == (200, 0),
        "commits are durable": durable == ["on", "on"],
    }
