"""The invitation as a mail: written when it is sent, and only if it still makes sense."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.html import strip_tags

from invitations.asking import ask
from invitations.mails import answer_url, build_for_contact, build_invitation, look_at, write
from invitations.models import Asking, Contact, Invitation, Mailing
from invitations.sending_off import INFORMATION
from invitations.sending_off import INVITATION as MAIL_KIND
from invitations.tests.builders import link_to, make_asking, make_member, make_page
from members.membership import leave, lose_touch, pause
from members.models import Member
from outbox.models import Message
from outbox.registry import MAIL_KINDS, Skip
from outbox.sending import drain, settle

pytestmark = pytest.mark.django_db
# Characters that mail programs preview.
SHOWN_OF_A_MAIL = 140


def make_queued(**kwargs):
    """(invitation, message) as asking leaves them."""
    now = timezone.now()
    member = make_member()
    asking = make_asking(now=now, page=make_page(title="The <web> & pages"), **kwargs)
    ask(asking, by=None, now=now)
    invitation = Invitation.objects.get(member=member)
    return invitation, Message.objects.get(kind=MAIL_KIND)


def test_mail_says_what_for_how_long_until_when_by_whom_and_how_to_get_out():
    invitation, message = make_queued(closes_at=timezone.now() + timedelta(days=3))

    letter = build_invitation(message)

    html = letter.alternatives[0][0]
    assert letter.to == [invitation.member.email]
    for body in (letter.body, html):
        for text in ("New web pages", "8", "Kari Nordmann", "kari@example.org", link_to(invitation), "/medlem/ut/"):
            assert text in body
    assert "The <web> & pages" in letter.subject
    assert "The <web> & pages" in letter.body
    assert "The &lt;web&gt; &amp; pages" in html


MODES = {
    "anonymous": {"nb": "Svarene er anonyme.", "nn": "Svara er anonyme.", "en": "The answers are anonymous."},
    "pseudonymous": {
        "nb": "Svarene har en kode i stedet for navnet ditt.", "nn": "Svara har ein kode i staden for namnet ditt.",
        "en": "The answers have a code instead of your name.",
    },
    "identified": {
        "nb": "Svarene er ikke anonyme.", "nn": "Svara er ikkje anonyme.", "en": "The answers are not anonymous.",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", [Mailing.Kind.INVITATION, Mailing.Kind.REMINDER])
@pytest.mark.parametrize("mode", [*MODES, "one we do not know"])
def test_the_mail_says_who_sees_the_answers_whatever_its_sender_writes(mode, kind):
    words = {"nb": {"subject": "Hei", "body": "Svarene er anonyme!"}}
    mailing = Mailing(kind=kind, asking=make_asking(now=timezone.now(), identity_mode=mode), texts=words, round=1)
    said = MODES.get(mode, MODES["identified"])
    for language in ("nb", "nn", "en"):
        mailing.texts = words if language == "nb" else {}
        letter = look_at(mailing, language)
        html = letter.alternatives[0][0]
        assert said[language] in letter.body
        assert said[language].removesuffix(".") in html
        for other in MODES:
            if MODES[other] != said:
                assert MODES[other][language] not in letter.body


@pytest.mark.parametrize("kind", [Mailing.Kind.INVITATION, Mailing.Kind.REMINDER, Mailing.Kind.RESULTS])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("is_sensitive", [True, False])
def test_a_subject_names_no_sensitive_topic(kind, language, is_sensitive):
    asking = make_asking(now=timezone.now(), has_special_categories=is_sensitive)
    letter = look_at(Mailing(kind=kind, asking=asking, round=1), language)
    assert (asking.page.title not in letter.subject) is is_sensitive
    assert len(letter.subject) > 10 and asking.page.title in letter.body


@pytest.mark.parametrize("kind", [Mailing.Kind.INVITATION, Mailing.Kind.REMINDER, Mailing.Kind.RESULTS])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("is_sensitive", [True, False])
def test_what_a_locked_screen_shows_of_a_mail_names_no_sensitive_topic(kind, language, is_sensitive):
    asking = make_asking(now=timezone.now(), has_special_categories=is_sensitive)
    mailing = Mailing(kind=kind, asking=asking, round=1)
    member = Member(pk=1, email="kari@example.org", language=language)
    letter = write(mailing, member, message=Message(kind=kind, subject="1"))
    shown = strip_tags(letter.alternatives[0][0].split("</style>")[1])
    for text in (letter.body, shown):
        first = " ".join(text.split())[:SHOWN_OF_A_MAIL]
        assert (asking.page.title not in first) is is_sensitive
        assert asking.page.title in text


def test_link_in_the_mail_is_the_members_own():
    invitation, _message = make_queued()

    assert answer_url(invitation).endswith(f"/svar/{link_to(invitation)}/")


def stop(invitation, message):
    Asking.objects.update(stopped_at=timezone.now())


def run_out(invitation, message):
    Asking.objects.update(closes_at=timezone.now())


def unpublish(invitation, message):
    invitation.asking.page.unpublish()


def go_on_pause(invitation, message):
    pause(invitation.member, until_on=timezone.localdate() + timedelta(days=90))


def answer(invitation, message):
    Invitation.objects.update(answered=True)


def take_no_mail(invitation, message):
    lose_touch(invitation.member)


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (stop, "closed"), (run_out, "closed"), (unpublish, "closed"), (go_on_pause, "paused"), (answer, "answered"),
        (take_no_mail, "unreachable"),
    ],
)  # fmt: skip
def test_mail_is_not_written_when_it_no_longer_makes_sense(happen, reason):
    invitation, message = make_queued()

    happen(invitation, message)

    assert build_invitation(message) == Skip(reason)


def take_the_last_place(member):
    earlier = Mailing.objects.create(pk=1, kind=Mailing.Kind.INFORMATION, state=Mailing.State.SENT_OFF)
    Contact.objects.create(pk=1, mailing=earlier, member=member, written_on=timezone.localdate())


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (lambda member: pause(member, until_on=timezone.localdate() + timedelta(days=90)), "paused"),
        (lose_touch, "unreachable"), (take_the_last_place, "budget"),
    ],
)  # fmt: skip
def test_news_are_not_written_when_they_no_longer_make_sense(happen, reason):
    member = make_member()
    mailing = Mailing.objects.create(
        pk=2, kind=Mailing.Kind.INFORMATION, state=Mailing.State.SENT_OFF, texts={"nb": {"subject": "a", "body": "b"}}
    )
    contact = Contact.objects.create(pk=2, mailing=mailing, member=member, written_on=timezone.localdate())
    message = Message(kind=INFORMATION, subject=str(contact.pk), batch=mailing.batch)
    assert not isinstance(build_for_contact(message), Skip)

    happen(member)

    assert build_for_contact(message) == Skip(reason)


def test_leaving_takes_back_the_mail_and_lets_go_of_the_person():
    invitation, message = make_queued()

    leave(invitation.member)

    assert not Message.objects.exists()
    assert Invitation.objects.get().member is None
    assert build_invitation(message) == Skip("left")
    assert drain() == 0


def test_sent_mail_makes_the_invitation_part_of_the_cohort():
    make_queued()

    drain()

    assert len(mail.outbox) == 1
    assert Invitation.objects.get().reached


@pytest.mark.parametrize(
    ("state", "is_reached"), [("sent", True), ("uncertain", True), ("failed", False), ("skipped", False)]
)
def test_only_mail_that_left_or_may_have_left_counts(state, is_reached):
    invitation, message = make_queued()

    settle(message, state, from_state=Message.State.PENDING)

    invitation.refresh_from_db()
    assert invitation.reached == is_reached


def test_skipped_mail_leaves_the_member_out_of_the_cohort():
    invitation, message = make_queued()
    stop(invitation, message)

    drain()

    assert mail.outbox == []
    assert not Invitation.objects.reached().exists()


def test_outbox_row_holds_no_address_link_or_text():
    invitation, message = make_queued()

    assert (message.subject, message.context) == (str(invitation.pk), {})


def test_settling_the_mail_of_a_forgotten_invitation_is_harmless():
    invitation, message = make_queued()
    invitation.delete()

    settle(message, Message.State.SENT, from_state=Message.State.PENDING)

    assert Message.objects.get().state == Message.State.SENT


def test_an_invitation_can_be_stopped_by_the_mail_program_and_declined_by_hand():
    make_member()
    ask(make_asking(now=timezone.now()), by=None, now=timezone.now())
    message = Message.objects.get()
    mail = MAIL_KINDS[message.kind].build(message)
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.extra_headers["List-Unsubscribe"].startswith("<http")
    assert "/nei-takk/" in mail.body
    assert "/nei-takk/" in mail.alternatives[0][0]
    assert mail.reply_to == ["panel@example.org"]
