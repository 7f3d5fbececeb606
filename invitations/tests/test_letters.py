"""A letter is written once for all who get it alike, and each gets the very mail she would have got on her own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from invitations import mails
from invitations.asking import ask
from invitations.budget import who_are_beyond
from invitations.mails import answer_url, build_invitation, contents, personal_url, write
from invitations.models import Contact, Invitation, Mailing
from invitations.tests.builders import make_asking, make_invitation, make_member, make_page
from members.way_out import ways_out
from outbox.letters import Letter, compose
from outbox.lookups import lookups
from outbox.models import Message
from outbox.tests.test_moulds import alike

pytestmark = pytest.mark.django_db

HOSTILE = "<b>&{tittel} 'sitert' \"så\" {% now %} {{ x }} \\1 \r\n\r\nto\x01linjer\u2028 https://example.org/?a=1&b=2 way_out_url"


def make_hostile(kind, written):
    """A mailing of `kind` about a survey whose every text is HOSTILE; in its own words where `written`."""
    words = {"title": HOSTILE, "purpose": HOSTILE}
    asking = make_asking(
        now=timezone.now(), page=make_page(title=HOSTILE), purpose=HOSTILE, contact_name=HOSTILE,
        owner_unit=HOSTILE, translations={"nn": words, "en": words},
    )  # fmt: skip
    texts = {code: {"subject": HOSTILE, "body": HOSTILE} for code in ("nb", "nn", "en")} if written else {}
    return Mailing.objects.create(kind=kind, asking=asking, texts=texts, round=1)


def whole(mail):
    """All there is in a mail."""
    return (mail.subject, mail.body, mail.alternatives, mail.to, mail.reply_to, mail.extra_headers)


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("kind", Mailing.Kind.values)
def test_a_mail_from_a_prepared_letter_is_the_one_written_for_its_receiver_alone(kind, written, monkeypatch):
    mailing = make_hostile(kind, written)
    prepared = []
    monkeypatch.setattr(mails, "Letter", lambda *args, **kwargs: prepared.append(args) or Letter(*args, **kwargs))
    with lookups():
        for language in ("nb", "nn", "en") * 2:
            invitation = make_invitation(mailing.asking, make_member(language=language))
            message = Message(kind=kind, subject=str(invitation.pk))
            own = {
                "answer_url": answer_url(invitation) + "?a=1&b='2'",
                "no_thanks_url": personal_url("no_thanks", invitation),
            }
            alone = compose(
                kind, invitation.member.email, contents(mailing, language) | own, message=message,
                **ways_out(invitation.member),
            )  # fmt: skip

            prepared_mail = write(mailing, invitation.member, message=message, **own)
            assert whole(prepared_mail) == whole(alone)
            assert alike(prepared_mail.ready) == alike(alone.message().as_bytes(linesep="\r\n"))
            assert "\x00" not in alone.body + alone.alternatives[0][0]
    assert len(prepared) == 3


def test_nobody_gets_the_addresses_of_another():
    ours, hers = make_member(), make_member()
    ask(make_asking(now=timezone.now()), by=None, now=timezone.now())
    with lookups():
        letters = {message.subject: build_invitation(message) for message in Message.objects.all()}
    invitation = Invitation.objects.get(member=ours)
    letter, other = letters.pop(str(invitation.pk)), next(iter(letters.values()))
    own = [answer_url(invitation), personal_url("no_thanks", invitation), *list(ways_out(ours).values())[:2]]
    assert letter.to == [ours.email] and other.to == [hers.email]
    for address in own:
        assert address in letter.body + str(letter.extra_headers)
        assert address not in other.body + other.alternatives[0][0] + str(other.extra_headers)


def test_a_mail_costs_two_questions_once_its_letter_is_written_and_those_in_line_cost_no_more(
    django_assert_num_queries,
):
    for _ in range(4):
        make_member()
    ask(make_asking(now=timezone.now()), by=None, now=timezone.now())
    first, *others = Message.objects.order_by("pk")
    with lookups():
        build_invitation(first)
        with django_assert_num_queries(2 * len(others)):
            for message in others:
                build_invitation(message)
    with lookups() as memory:
        memory.coming = others
        build_invitation(first)
        with django_assert_num_queries(0):
            reached = {address for message in others for address in build_invitation(message).to}
    assert len(reached) == len(others)


def test_only_places_taken_before_the_mailing_stand_in_its_way(settings):
    settings.PANEL_ASKED_AT_MOST, settings.PANEL_REST_DAYS = 1, 0
    member, today = make_member(), timezone.localdate()
    before, between, after = (Mailing.objects.create() for _ in range(3))
    for mailing in (before, between, after):
        Contact.objects.create(mailing=mailing, member=member, written_on=today - timedelta(days=1))

    def beyond(*mailings):
        return [who_are_beyond(mailing, [member.pk], today=today) == {member.pk} for mailing in mailings]

    assert beyond(before, between, after) == [False, True, True]
    Contact.objects.filter(mailing=before).update(takes_a_place=False)
    assert beyond(before, between, after) == [False, False, True]
    assert beyond(Mailing.objects.create()) == [False]
