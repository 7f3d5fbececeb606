"""What residents do without a browser: join and answer by the plain forms."""

import re

import requests


def join_over_http(stage, address):
    """Join without a browser, as far as the mail; return the session and the receipt."""
    session = requests.Session()
    url = stage.url + "/bli-med/"
    form = session.get(url, timeout=30).text
    notice = re.search(r'name="notice" value="(\d+)"', form)[1]
    typed = enrolment(address) | {"csrfmiddlewaretoken": csrf_token(form), "notice": notice}
    answer = session.post(url, data=typed, timeout=30)
    return session, answer


def enrolment(address):
    return {
        "email": address, "lives_here": "on", "postal_code": "1337", "birth_year": "1987", "is_old_enough": "on",
        "agrees": "on",
    }  # fmt: skip


def csrf_token(html):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]


def post_form(session, url, data):
    """Send the form that stands at `url`."""
    token = csrf_token(session.get(url, timeout=30).text)
    return session.post(url, data={**data, "csrfmiddlewaretoken": token}, timeout=30)


def fields_of(html):
    """{label or option: (name, value)} of a survey's form."""
    pairs = re.findall(
        r'type="(?:radio|checkbox)" name="(q_\w+)" id="\w+" value="([^"]+)"[^>]*>\s*<label[^>]*>([^<]+)<', html
    )
    return {label.strip(): (name, value) for name, value, label in pairs}


def answer_over_http(link, choice="Hver dag"):
    session = requests.Session()
    html = session.get(link, timeout=30).text
    name, value = fields_of(html)[choice]
    return session.post(link, data={name: value, "csrfmiddlewaretoken": csrf_token(html)}, timeout=30)
