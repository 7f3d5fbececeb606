from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.enrolment import confirm, enrol, withdraw
from members.forms import EnrolmentForm
from members.jobs import forget, resume
from members.membership import leave, pause
from members.membership import resume as resume_early
from members.models import Enrolment, Member
from members.signals import member_leaving
from outbox.models import Message

from .builders import filled_in, make_enrolment, make_member, make_notice

pytestmark = pytest.mark.django_db


def enrol_with(**changes):
    form = EnrolmentForm(filled_in(**changes))
    assert form.is_valid(), form.errors
    enrol(form.cleaned_data, notice=make_notice("v1"), now=timezone.now())
    return Enrolment.objects.latest("pk")


def test_a_confirmed_enrolment_becomes_an_active_member_and_nothing_of_it_stays():
    enrolment = enrol_with(email="Kari+panel@Example.org")
    member = confirm(enrolment, now=timezone.now())
    assert list(Member.objects.active()) == [member]
    assert (member.email, member.email_key) == ("Kari+panel@Example.org", "kari+panel@example.org")
    assert (member.postal_code, member.place) == ("1338", "Sandvika")
    assert (member.birth_year, member.gender, member.wants_workshops, member.notice.version) == (
        1987, "woman", True, "v1",
    )  # fmt: skip
    assert not Enrolment.objects.exists()


def test_nobody_is_a_member_before_confirming():
    enrol_with()
    assert not Member.objects.exists()


def test_an_address_is_one_member_whatever_its_case():
    first = confirm(enrol_with(email="kari@example.org"), now=timezone.now())
    again = confirm(enrol_with(email="KARI@Example.ORG", birth_year="1950"), now=timezone.now())
    assert again == first
    assert again.birth_year == 1987
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(email="Kari@EXAMPLE.org")


@pytest.mark.parametrize(
    "written", ["kari@ｅxample.org", "kari@exam\u00adple.org", "kari@\u2147xample.org", "KARI@EXAMPLE.ORG"]
)
def test_a_domain_written_otherwise_is_the_same_address(written):
    first = confirm(enrol_with(email="kari@example.org"), now=timezone.now())
    assert confirm(enrol_with(email=written), now=timezone.now()) == first


def test_a_domain_of_norwegian_letters_is_an_address_of_its_own():
    member = confirm(enrol_with(email="kari@bærum.example.org"), now=timezone.now())
    assert member.email == "kari@bærum.example.org"
    assert member.email_key == "kari@" + "bærum".encode("idna").decode() + ".example.org"


def test_another_tag_is_another_address():
    confirm(enrol_with(email="kari@example.org"), now=timezone.now())
    confirm(enrol_with(email="kari+panel@example.org"), now=timezone.now())
    assert Member.objects.count() == 2


def test_confirming_forgets_the_other_enrolments_of_the_address_alone():
    enrol_with(email="kari@example.org")
    other = enrol_with(email="ola@example.org")
    confirm(enrol_with(email="Kari@example.org"), now=timezone.now())
    assert list(Enrolment.objects.all()) == [other]


def test_an_enrolment_that_was_withdrawn_meanwhile_makes_no_member():
    enrolment = enrol_with()
    withdraw(Enrolment.objects.get())
    assert confirm(enrolment, now=timezone.now()) is None
    assert not Member.objects.exists()


def test_the_second_of_two_clicks_on_confirm_finds_the_member_the_first_made():
    enrolment, same = enrol_with(), Enrolment.objects.get()
    member = confirm(enrolment, now=timezone.now())
    assert confirm(same, now=timezone.now()) == member


def test_withdrawing_forgets_every_enrolment_of_the_address_alone():
    enrol_with(email="kari@example.org")
    other = enrol_with(email="ola@example.org")
    withdraw(enrol_with(email="KARI@example.org"))
    assert list(Enrolment.objects.all()) == [other]


def test_a_code_from_outside_is_kept_with_its_flag_and_no_place():
    member = confirm(enrol_with(postal_code="0150", lives_here_all_the_same="on"), now=timezone.now())
    assert (member.postal_code, member.postal_code_is_flagged, member.place) == ("0150", True, "")


def test_an_enrolment_is_forgotten_after_seven_days_and_not_after_six():
    now = timezone.now()
    make_enrolment(created_at=now - timedelta(days=7, seconds=1))
    young = make_enrolment(created_at=now - timedelta(days=6))
    forget(now)
    assert list(Enrolment.objects.all()) == [young]


def test_a_pause_ends_by_itself_on_its_day_and_not_before():
    today = timezone.localdate()
    over, running, active = make_member(), make_member(), make_member()
    pause(over, until_on=today)
    pause(running, until_on=today + timedelta(days=1))
    assert list(Member.objects.active()) == [active]
    resume(timezone.now())
    assert set(Member.objects.active()) == {over, active}
    resume_early(running)
    assert Member.objects.active().count() == 3


def test_leaving_erases_the_member_and_tells_the_other_rooms_first():
    member, other = make_member(), make_member()
    make_enrolment(email=member.email.upper())
    heard = []

    def hear(sender, member, **kwargs):
        heard.append(Member.objects.filter(pk=member.pk).exists())

    member_leaving.connect(hear)
    try:
        leave(member)
    finally:
        member_leaving.disconnect(hear)
    assert heard == [True]
    assert list(Member.objects.all()) == [other]
    assert not Enrolment.objects.exists()


def test_a_room_that_cannot_forget_stops_the_leaving():
    member = make_member()

    def fail(**kwargs):
        raise RuntimeError

    member_leaving.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            leave(member)
    finally:
        member_leaving.disconnect(fail)
    assert Member.objects.filter(pk=member.pk).exists()


def test_neither_a_member_nor_the_queue_shows_an_address():
    enrolment = enrol_with()
    member = make_member()
    assert "@" not in f"{enrolment} {member} {Message.objects.get()}"
    message = Message.objects.values().get()
    assert "@" not in str(message)
