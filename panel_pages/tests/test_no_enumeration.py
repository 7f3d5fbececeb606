"""Nobody learns from a form whose address is whose: every way to send one does the same work for every address.

Pages are compared byte by byte, the work statement by statement.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.links import Purpose, make_short_lived
from members.models import LinkRequest, Member, Topic
from members.tests.builders import filled_in, make_enrolment, make_member, make_notice
from outbox.models import Message
from outbox.sending import drain
from panel_pages.models import EnrolmentPage
from panel_pages.participation.visits import COOKIE
from staff.models import User

pytestmark = pytest.mark.django_db
KNOWN = ["member@example.org", "MEMBER@example.org", "paused@example.org", "waiting@example.org"]
STRANGER = "nobody@example.org"


@pytest.fixture
def world(home_page):
    """A page to join on, and people in every state."""
    make_notice()
    topic = Topic.objects.create(name_nb="Trafikk")
    make_member(email="member@example.org")
    make_member(email="paused@example.org", state="paused")
    make_enrolment(email="waiting@example.org")
    User.objects.create_user("kari", "staff@example.org", "a long enough password")
    page = home_page.add_child(instance=EnrolmentPage(title="Join", slug="join", lead="Live here?"))
    return {"page": page, "topic": topic}


def shape(sql):
    """A statement without its values and savepoints."""
    return re.sub(r"'[^']*'|\b\d+\b|\bs\d+_x\d+|[0-9a-f]{32}", "?", sql)


def send(client, url, data):
    """What came back, to the last header, and what was asked of the database."""
    with CaptureQueriesContext(connection) as queries:
        sent = client.post(url, data)
        receipt = client.get(sent.url) if sent.status_code == 302 else sent
    # Form tokens are new at every look.
    body = re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", receipt.content.decode())
    headers = {name: value for name, value in receipt.headers.items() if name != "Expires"}
    return (sent.status_code, receipt.status_code, headers, body), [shape(query["sql"]) for query in queries]


def assert_alike(attempt, known):
    """`attempt(email)` is the same for strangers and for `known` addresses. The first of all warms what is cached."""
    attempt("warm-up@example.org")
    answer, work = attempt(STRANGER)
    assert any(statement.startswith("INSERT") for statement in work)
    for email in known:
        other_answer, other_work = attempt(email)
        assert other_answer == answer
        assert other_work == work


def test_joining_is_alike(world):
    notice, topic = make_notice(), world["topic"]

    def join(email):
        return send(Client(), world["page"].url, filled_in(email=email, notice=notice.pk, topics=[topic.pk]))

    assert_alike(join, KNOWN)


def test_asking_for_the_link_is_alike(world):
    assert_alike(lambda email: send(Client(), reverse("participation:own_page"), {"email": email}), KNOWN)


def test_changing_to_an_address_is_alike(world):
    def move(email):
        member = make_member()
        client = Client()
        link = make_short_lived(Purpose.VISIT, member, until=timezone.now() + timedelta(minutes=5))
        client.cookies[COOKIE] = link
        return send(client, reverse("participation:address"), {"email": email})

    assert_alike(move, KNOWN)


def test_asking_for_an_employees_password_is_alike(world, mailoutbox):
    url = reverse("wagtailadmin_password_reset")
    assert_alike(
        lambda email: send(Client(), url, {"email": email}), ["staff@example.org", "STAFF@example.org", *KNOWN]
    )
    assert mailoutbox == []
    drain()
    assert {letter.to[0] for letter in mailoutbox} == {"staff@example.org"}


def test_the_employees_link_leads_to_the_choice_of_a_password(client, world, mailoutbox):
    client.post(reverse("wagtailadmin_password_reset"), {"email": "staff@example.org"})
    drain()
    (letter,) = mailoutbox
    url = re.search(r"http://\S+/password_reset/confirm/\S+", letter.body)[0]
    assert client.get(url, follow=True).status_code == 200
    assert "new_password1" in client.get(url, follow=True).content.decode()


def test_only_the_mailbox_learns_what_it_is(client, world, mailoutbox):
    for email in ["member@example.org", "waiting@example.org", STRANGER]:
        client.post(reverse("participation:own_page"), {"email": email})
    drain()
    subjects = {letter.to[0]: letter.body for letter in mailoutbox}
    assert "/min-deltakelse/inn/" in subjects["member@example.org"]
    assert "/medlem/bekreft/" in subjects["waiting@example.org"]
    assert STRANGER not in subjects


def test_nothing_is_kept_of_an_address_that_is_nobodys(client, world):
    client.post(reverse("participation:own_page"), {"email": STRANGER})
    assert LinkRequest.objects.count() == 1
    drain()
    assert LinkRequest.objects.count() == 0
    assert Message.objects.get().outcome == "unknown"


def test_the_signals_of_a_program_store_nothing_and_look_alike(client, world):
    data = {"email": "member@example.org", "website": "x"}
    assert client.post(reverse("participation:own_page"), data).status_code == 302
    assert not LinkRequest.objects.exists()
    assert Member.objects.count() == 2
