"""The lean reference: the least honest Django code for one survey by personal link. A ceiling, not a design.

Honest: the link is looked up among 100,000, an answer is stored once only, in one transaction that is durable, behind CSRF and
the bare site's middleware. Left out: everything else. No validation, no page tree, no languages, no encryption.
"""

import json
import os
import secrets
import sys
from pathlib import Path

import dj_database_url
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseNotFound
from django.middleware.csrf import get_token
from django.urls import path

MANY = 100_000
# Rendered forms, saved beside this file with a mark where the CSRF token goes: the bare site's, and the panel's own with a
# question of every type.
FORMS = ("form", "every_type")
SLOT = "CSRF-TOKEN"

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench-" + "l" * 50,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)},
        USE_TZ=True,
    )


def survey(request, form, link):
    """GET shows the prepared form, POST stores the answer once."""
    if request.method == "POST":
        return store(request, link)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM member WHERE link = %s AND NOT answered", [link])
        if cursor.fetchone() is None:
            return HttpResponseNotFound("No such link")
    before, after = prepared[form]
    return HttpResponse(before + get_token(request) + after)


def store(request, link):
    """Lock the member, insert the answers, mark her: one transaction."""
    answers = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id, answered FROM member WHERE link = %s FOR UPDATE", [link])
        row = cursor.fetchone()
        if row is None:
            return HttpResponseNotFound("No such link")
        if row[1]:
            return HttpResponse("Answered already", status=409)
        cursor.execute("INSERT INTO answer (data) VALUES (%s)", [json.dumps(answers)])
        cursor.execute("UPDATE member SET answered = true WHERE id = %s", [row[0]])
    return HttpResponse("Takk for svaret.")


urlpatterns = [path("", lambda request: HttpResponse("lean")), path("<str:form>/<str:link>/", survey)]


def build():
    """Make the tables and the members; print their links."""
    links = [secrets.token_urlsafe(16) for _member in range(MANY)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE member (id serial PRIMARY KEY, link text UNIQUE, answered boolean DEFAULT false)")
        cursor.execute("CREATE TABLE answer (id bigserial PRIMARY KEY, data jsonb NOT NULL)")
        cursor.execute("INSERT INTO member (link) SELECT unnest(%s::text[])", [links])
    print(json.dumps({"paths": {}, "lean_links": links}))


application = get_wsgi_application()
prepared = {name: Path(__file__).with_name(f"{name}.html").read_text().split(SLOT) for name in FORMS}

if __name__ == "__main__" and sys.argv[1:] == ["build"]:
    build()
