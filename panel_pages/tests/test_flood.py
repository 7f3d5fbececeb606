"""A flood of forms: it fills no mailbox, keeps no row that no mail went for, and holds up nobody elsewhere."""

import pytest
from django.test import Client

from members.models import Enrolment, PrivacyNotice
from members.tests.builders import filled_in, make_notice
from outbox.models import Message
from outbox.sending import drain, settle
from panel_pages.models import EnrolmentPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("half_past")]
NETWORKS = 20


@pytest.fixture
def page(home_page):
    make_notice()
    return home_page.add_child(instance=EnrolmentPage(title="Join", slug="join", lead="Live here?"))


def post(page, email, source):
    data = filled_in(email=email, notice=PrivacyNotice.objects.get().pk)
    return Client(REMOTE_ADDR=source).post(page.url, data).status_code


def test_a_network_that_asks_too_often_is_told_when_to_come_back_and_stores_nothing_more(page, settings):
    settings.ASKS_PER_NETWORK = 5
    codes = [post(page, f"a-{number}@example.org", f"203.0.113.{number}") for number in range(8)]
    assert codes == [302] * 5 + [429] * 3
    assert Enrolment.objects.count() == Message.objects.count() == 5
    assert Client(REMOTE_ADDR="203.0.113.9").get(page.url).status_code == 200


def test_429_says_when_and_looks_the_same_for_every_address(page, settings):
    settings.ASKS_PER_NETWORK = 0
    data = filled_in(notice=PrivacyNotice.objects.get().pk)
    response = Client(REMOTE_ADDR="203.0.113.9").post(page.url, data)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600


def test_one_address_from_many_networks_gets_one_mail_and_few_rows(page, mailoutbox):
    for number in range(NETWORKS):
        assert post(page, "victim@example.org", f"198.51.{number}.7") == 302
    assert Enrolment.objects.count() == 3
    drain()
    assert [letter.to for letter in mailoutbox] == [["victim@example.org"]]
    assert Enrolment.objects.count() == 1


def test_whoever_joins_elsewhere_is_written_to_before_the_rest_of_the_flood(page, mailoutbox):
    for wave in range(5):
        for number in range(NETWORKS):
            assert post(page, f"flood-{wave}-{number}@example.org", f"198.51.{number}.7") == 302
    assert post(page, "kari@example.org", "203.0.113.9") == 302
    drain()
    order = [letter.to[0] for letter in mailoutbox]
    assert len(order) == 5 * NETWORKS + 1
    # Only the first mails of the other networks, which asked no more often than she did, stand before hers.
    assert order.index("kari@example.org") == NETWORKS


def test_an_enrolment_whose_mail_is_refused_is_not_kept(page):
    post(page, "gone@example.org", "203.0.113.9")
    message = Message.objects.get()
    assert settle(message, Message.State.FAILED, "smtp 550", from_state=Message.State.PENDING)
    assert not Enrolment.objects.exists()
