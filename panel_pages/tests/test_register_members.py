"""A member in the register: her page, adding her, and correcting what she has told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Enrolment, Member, Topic
from members.tests.builders import make_member, make_notice
from outbox.models import Message
from panel_pages.tests.builders import invite, make_staff, make_survey
from panel_pages.tests.register import ALL, entry, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def test_a_members_page_shows_what_is_stored_and_who_looked(caretaker):
    member = make_member(gender="woman")
    caretaker.get(url("member", member.pk))
    assert (entry().action, entry().member_number) == ("opened", member.pk)
    html = caretaker.get(url("member", member.pk)).content.decode()
    assert member.email in html
    assert "vokter" in html


def test_whether_she_answered_is_shown_only_when_the_survey_is_over(caretaker):
    member, page = make_member(), make_survey(title="Om bussen")
    invite(page, member, answered=True)
    html = caretaker.get(url("member", member.pk)).content.decode()
    assert "Om bussen" in html
    assert "td colspan" in html
    page.asking.cohort_fixed_at = timezone.now()
    page.asking.save()
    assert "td colspan" not in caretaker.get(url("member", member.pk)).content.decode()


def test_a_members_page_costs_the_same_however_often_she_was_asked(caretaker):
    member = make_member()
    invite(make_survey(), member)
    caretaker.get(url("member", member.pk))
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url("member", member.pk))
    for _ in range(4):
        invite(make_survey(), member)
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url("member", member.pk))
    assert len(many) == len(few)


@pytest.mark.parametrize("number", [0, 10**12, 10**30])
def test_a_number_no_member_has_is_404(caretaker, number):
    assert caretaker.get(url("member", number)).status_code == 404


PHONED = {
    "email": "ny@example.org", "birth_year": "1987", "postal_code": "1338", "gender": "", "language": "nb",
    "consent": "mail",
}  # fmt: skip


def test_somebody_who_phones_confirms_by_mail(caretaker):
    make_notice()
    caretaker.post(url("add"), PHONED)
    assert Enrolment.objects.get().source == "phone"
    assert Message.objects.count() == 1
    assert not Member.objects.exists()
    assert entry().action == "added"


def test_somebody_who_has_signed_is_a_member_at_once(caretaker):
    make_notice()
    caretaker.post(url("add"), PHONED | {"consent": "paper"})
    assert not Member.objects.exists()
    caretaker.post(url("add"), PHONED | {"consent": "paper", "reason": "Sak 26/1"})
    assert (Member.objects.get().consent, Member.objects.get().source) == ("paper", "phone")


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "x"}, {"email": ""}, {"birth_year": "2020"}, {"birth_year": "-1"}, {"postal_code": "1300"},
        {"postal_code": "0150"}, {"postal_code": "=1+1"}, {"email": "a\0@example.org"}, {"language": "xx"},
        {"consent": "x"}, {"gender": "🙂"},
    ],
)  # fmt: skip
def test_what_staff_write_wrongly_stores_nothing(caretaker, changes):
    make_notice()
    assert caretaker.post(url("add"), PHONED | changes).context["form"].errors
    assert not Enrolment.objects.exists()


def test_a_sentence_about_a_field_is_read_out_with_the_field(caretaker):
    make_notice()
    html = caretaker.post(url("add"), PHONED | {"postal_code": "1300"}).content.decode()
    assert 'aria-describedby="id_postal_code_error"' in html
    assert 'id="id_postal_code_error"' in html


def test_topics_are_asked_about_when_there_are_some(caretaker):
    member = make_member()
    assert "topics" not in caretaker.get(url("correct", member.pk)).context["form"].fields
    caretaker.post(url("correct", member.pk), PHONED | {"postal_code": "1351"})
    assert Member.objects.get().place == "Rud"
    Topic.objects.create(name_nb="Trafikk")
    assert "topics" in caretaker.get(url("correct", member.pk)).context["form"].fields


def test_a_language_is_called_by_the_name_we_have_for_it(caretaker):
    html = caretaker.get(url("member", make_member(language="nb").pk)).content.decode()
    assert "<dd>Norsk bokmål</dd>" in html


def test_an_address_that_is_here_already_is_not_added_twice(caretaker):
    make_member(email="ny@example.org")
    assert caretaker.post(url("add"), PHONED).context["form"].errors
    assert not Enrolment.objects.exists()


def test_details_are_corrected_and_the_address_is_not(caretaker):
    member = make_member(postal_code_is_flagged=True)
    topic = Topic.objects.create(name_nb="Trafikk")
    caretaker.post(url("correct", member.pk), PHONED | {"postal_code": "1351", "topics": [topic.pk]})
    after = Member.objects.get()
    assert (after.email, after.place, after.postal_code_is_flagged) == (member.email, "Rud", False)
    assert list(after.topics.all()) == [topic]
    assert (entry().action, entry().member_number) == ("corrected", member.pk)
