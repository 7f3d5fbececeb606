"""Who was sent what and when: for the day something has gone wrong, for a year, and without content."""

from datetime import timedelta

import pytest

from invitations.asking import ask
from invitations.drafts import draft
from invitations.jobs import forget_records
from invitations.models import Contact, Mailing
from invitations.progress import progress
from invitations.record import part_of_record, what_a_member_was_sent, what_was_sent
from invitations.sending_off import send_off
from invitations.tests.builders import NOW, make_asking, make_member
from members.membership import leave
from outbox.models import Message

pytestmark = pytest.mark.django_db


def send_all(at=NOW):
    Message.objects.filter(state="pending").update(state="sent", sent_at=at)


def test_the_record_of_a_mailing_says_who_and_when_and_what_became_of_it():
    first, second = make_member(), make_member()
    mailing = ask(make_asking(), by=None, now=NOW)
    Message.objects.filter(pk=Message.objects.first().pk).update(state="failed")
    send_all()
    assert list(what_was_sent(mailing)) == [(first.pk, "failed", None), (second.pk, "sent", NOW)]


def test_the_record_of_a_member_says_what_and_when_the_newest_first():
    member, _other = make_member(), make_member()
    invitation = ask(make_asking(), by=None, now=NOW)
    send_all()
    news = send_off(draft(Mailing.Kind.INFORMATION, by=None), by=None, now=NOW + timedelta(days=20))
    send_all(NOW + timedelta(days=20))
    assert what_a_member_was_sent(member) == [
        (news, "sent", NOW + timedelta(days=20)),
        (invitation, "sent", NOW),
    ]


def test_the_record_costs_few_queries_however_long_it_is(django_assert_max_num_queries):
    members = [make_member() for _ in range(5)]
    mailing = ask(make_asking(), by=None, now=NOW)
    with django_assert_max_num_queries(3):
        list(what_was_sent(mailing))
    with django_assert_max_num_queries(4):
        what_a_member_was_sent(members[0])


def test_a_part_of_a_record_costs_two_queries_and_leads_on(django_assert_num_queries):
    members = [make_member() for _ in range(5)]
    mailing = ask(make_asking(), by=None, now=NOW)
    ask(make_asking(), by=None, now=NOW)
    seen, after = [], 0
    while after is not None:
        with django_assert_num_queries(2):
            rows, after = part_of_record(mailing, after=after, size=2)
        seen.append([member for member, _state, _moment in rows])
    assert seen == [[members[0].pk, members[1].pk], [members[2].pk, members[3].pk], [members[4].pk]]
    assert part_of_record(mailing, after=10**18 - 1, size=2) == ([], None)


def test_no_more_of_a_record_is_read_than_a_page_shows(django_assert_num_queries):
    for _ in range(5):
        make_member()
    mailing = ask(make_asking(), by=None, now=NOW)
    with django_assert_num_queries(2) as asked:
        part_of_record(mailing, after=0, size=2)
    assert "LIMIT 3" in asked.captured_queries[0]["sql"]


def test_after_a_year_counts_are_left_and_nobody_in_them():
    make_member()
    make_member()
    mailing = ask(make_asking(), by=None, now=NOW)
    Message.objects.filter(pk=Message.objects.first().pk).update(state="failed")
    send_all()

    forget_records(NOW + timedelta(days=364))
    assert Contact.objects.count() == Message.objects.count() == 2
    forget_records(NOW + timedelta(days=366))
    forget_records(NOW + timedelta(days=367))

    mailing.refresh_from_db()
    assert not Contact.objects.exists()
    assert not Message.objects.exists()
    found = progress([mailing])[mailing.pk]
    assert (found.sent, found.failed, mailing.count) == (1, 1, 2)


def test_who_has_left_is_in_no_record():
    member = make_member()
    mailing = ask(make_asking(), by=None, now=NOW)
    leave(member)
    assert list(what_was_sent(mailing)) == []
