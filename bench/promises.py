"""What must hold while we measure, so that nobody wins by leaving it out. Every one is tried on the running site."""

import psycopg

from .client import ask, in_a_process
from .scenario import Request, post

MANY, AT_ONCE = 1_000, 32


def rows_in(database, table):
    with psycopg.connect(database) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608


def answer_many(site, database):
    """(What was tried and how long it took, whether every link gave exactly one answer and one tick without an error.)"""
    data, tables = site.data, ("surveys_sealedanswer", "invitations_invitation WHERE answered")
    links = [data["links"].pop() for _link in range(MANY)]
    form, given = data["survey_form"], {"token": data["token"], "cookies": data["cookies"]}
    before = [rows_in(database, table) for table in tables]
    posts = (post(f"/svar/{link}/", form, **given, status=302) for link in links)
    tally = in_a_process(posts, site.address, AT_ONCE, 300)
    stored = [rows_in(database, table) - count for table, count in zip(tables, before, strict=True)]
    said = f"{MANY:,} links answered, {AT_ONCE} at a time: as many answers, as many ticks, no error"
    return f"{said} ({tally.seconds:.1f} s)", (tally.wrong, *stored) == (0, MANY, MANY)


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
    many, is_kept = answer_many(site, database)
    return {
        "a form without its token is refused": stored_by(post(path, data["survey_form"], **without_token)) == (403, 0),
        "an answer that lacks something is shown again": stored_by(post(path, half, **given)) == (422, 0),
        "an answer is stored": stored_by(post(path, data["survey_form"], **given)) == (302, 1),
        "and only once": stored_by(post(path, data["survey_form"], **given)) == (409, 0)
        or stored_by(post(path, data["survey_form"], **given)) == (200, 0),
        "a forged link opens nothing": ask(site.address, Request(f"/svar/{untouched[:-2]}AA/")).status == 404,
        "looking stores nothing": stored_by(Request(f"/svar/{untouched}/")) == (200, 0),
        "commits are durable": durable == ["on", "on"],
        many: is_kept,
    }
