"""Joining: the form, a form that is complete, and one that is not."""

from itertools import count

from bench.scenario import Row, post, same

number = count(1)


def send(data, status, **values):
    form = {**dict(data["enrolment_form"]), **values}
    return post("/bli-med/", form.items(), token=data["token"], cookies=data["cookies"], status=status)


def complete(data):
    while True:
        yield send(data, 302, email=f"ny{next(number)}@example.org")


def incomplete(data):
    while True:
        yield send(data, 200, email="", postal_code="")


ROWS = [
    Row("enrolment form", same("/bli-med/", "csrfmiddlewaretoken"), targets={"bare: form": 4}),
    Row("enrolment, sent", complete, stored="members_enrolment"),
    Row("enrolment, incomplete", incomplete),
]
