"""What is sent in a mailing, written when it is sent and only if it still makes sense."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from members.links import Purpose, make
from members.models import Member
from members.way_out import ANY_LINK, path_of, ways_out
from outbox.letters import Letter
from outbox.lookups import look_up, look_up_each
from outbox.marks import run_in_one_commit
from outbox.models import Message
from outbox.registry import Skip, mail_kind

from .budget import who_are_beyond
from .models import Contact, Invitation, Mailing
from .reachability import note_delivery
from .sending_off import INFORMATION, INVITATION, NEW_LINK, REMINDER, RESULTS
from .wording import language_for, words_of

TEST = "invitations.test"
# What differs from one receiver of a mailing to the next.
PERSONAL = ("answer_url", "no_thanks_url", "way_out_url")
LEFT = (Message.State.SENT, Message.State.UNCERTAIN)
# Run for every mail of a mailing (outbox.marks).
REACHED = "UPDATE invitations_invitation SET reached = %s WHERE id = %s"


def mailing_of(message):
    """The mailing a message was queued with."""
    number = int(message.batch.removeprefix("mailing "))
    return look_up(("mailing", number), lambda: Mailing.objects.select_related("asking__page").get(pk=number))


def why_not(member):
    """Why a member gets no mail now, or nothing."""
    if member.unreachable_since_on:
        return "unreachable"
    return "" if member.state == Member.State.ACTIVE else str(member.state)


def reached(message):
    """The updates that let an invitation count."""
    return [(REACHED, (True, int(message.subject)))]


def nothing(message):
    """The updates where only a mail that did not leave changes anything."""
    return []


def mark_reached(message):
    """The first mail left, or perhaps left: the invitation counts from now on. One that never will gives the place back."""
    if message.state in LEFT:
        run_in_one_commit(reached(message))
    elif invitation := Invitation.objects.filter(pk=int(message.subject)).select_related("member").first():
        contacts = Contact.objects.filter(member=invitation.member, mailing__asking=invitation.asking_id)
        contacts.update(takes_a_place=False)
        note_delivery(message, invitation.member)


def mark_reminded(message):
    """Whether the address still takes mail."""
    if message.state not in LEFT:
        invitation = Invitation.objects.select_related("member").filter(pk=int(message.subject)).first()
        note_delivery(message, invitation and invitation.member)


def mark_contact(message):
    """One that never left gives its place in the budget back."""
    if message.state in LEFT:
        return
    if contact := Contact.objects.select_related("member").filter(pk=int(message.subject)).first():
        Contact.objects.filter(pk=contact.pk).update(takes_a_place=False)
        note_delivery(message, contact.member)


def find_invitations(messages):
    """{subject: Invitation} of messages of one kind and batch; of members who have not left."""
    numbers = [int(message.subject) for message in messages]
    # What all mails of a mailing share is not fetched with each.
    shared = mailing_of(messages[0]) if messages[0].batch else None
    with_asking = () if shared else ("asking__page",)
    rows = Invitation.objects.filter(pk__in=numbers, member__isnull=False).select_related("member", *with_asking)
    invitations = {str(row.pk): row for row in rows}
    if shared:
        beyond = who_break_promise(shared, invitations.values()) if messages[0].kind == INVITATION else ()
        for row in invitations.values():
            row.asking, row.breaks_promise = shared.asking, row.member_id in beyond
    return invitations


def find_contacts(messages):
    """{subject: Contact} of messages of one batch; of members who have not left."""
    numbers = [int(message.subject) for message in messages]
    contacts = {str(row.pk): row for row in Contact.objects.filter(pk__in=numbers).select_related("member")}
    beyond = who_break_promise(mailing_of(messages[0]), contacts.values())
    for row in contacts.values():
        row.breaks_promise = row.member_id in beyond
    return contacts


def who_break_promise(mailing, rows):
    """The ids of members of `rows` for whom the contact budget, as it is when the mail is written, has no place after all."""
    if not mailing.counts or mailing.budget_reason:
        return set()
    return who_are_beyond(mailing, [row.member_id for row in rows], today=timezone.localdate())


def find_invitation(message, *, now):
    """The invitation a message is about, or why its mail is not sent."""
    invitation = look_up_each(message, find_invitations)
    if invitation is None:
        return Skip("left")
    if reason := why_not(invitation.member):
        return Skip(reason)
    if invitation.answered:
        return Skip("answered")
    if invitation.declined:
        return Skip("declined")
    if not invitation.asking.is_open(now):
        return Skip("closed")
    if not invitation.asking.is_for(invitation.member.birth_year, year=timezone.localdate(now).year):
        return Skip("too young")
    return invitation


@mail_kind(INVITATION, settled=mark_reached, sent=reached, label=_("Invitation"))
def build_invitation(message):
    """«What do you think about …?», or why it is not sent."""
    invitation = find_invitation(message, now=timezone.now())
    if isinstance(invitation, Skip):
        return invitation
    if invitation.breaks_promise:
        return Skip("budget")
    return write(mailing_of(message), invitation.member, message=message, **addresses(invitation))


@mail_kind(REMINDER, settled=mark_reminded, sent=nothing, label=_("Reminder"))
def build_reminder(message):
    """«You have not answered yet», only to those who neither answered nor said no."""
    invitation = find_invitation(message, now=timezone.now())
    if isinstance(invitation, Skip):
        return invitation
    return write(mailing_of(message), invitation.member, message=message, **addresses(invitation))


@mail_kind(NEW_LINK, settled=mark_reminded, sent=nothing, label=_("Invitation, to a new address"))
def build_new_link(message):
    """The invitation as it was written, with the link that works now. It takes no place in the contact budget."""
    invitation = find_invitation(message, now=timezone.now())
    if isinstance(invitation, Skip):
        return invitation
    asked_with = Mailing.objects.filter(
        contacts__member=invitation.member, asking=invitation.asking, kind=Mailing.Kind.INVITATION
    )
    mailing = asked_with.select_related("asking__page").order_by("-pk").first()
    if mailing is None:
        return Skip("forgotten")
    return write(mailing, invitation.member, message=message, **addresses(invitation))


def build_for_contact(message):
    """News to members, or the results of what one was asked."""
    contact = look_up_each(message, find_contacts)
    if contact is None:
        return Skip("left")
    if reason := why_not(contact.member):
        return Skip(reason)
    if contact.breaks_promise:
        return Skip("budget")
    return write(mailing_of(message), contact.member, message=message)


mail_kind(RESULTS, settled=mark_contact, sent=nothing, label=_("Results"))(build_for_contact)
mail_kind(INFORMATION, settled=mark_contact, sent=nothing, label=_("News to members"))(build_for_contact)


@mail_kind(TEST, label=_("Test mail"))
def build_test(message):
    """A mailing as its sender's own mailbox shows it: the links open no one's form."""
    mailing = Mailing.objects.select_related("asking__page").filter(pk=int(message.subject)).first()
    sender = get_user_model().objects.filter(pk=message.context["user"]).first()
    if mailing is None or sender is None or not sender.email:
        return Skip("nobody to test with")
    return look_at(mailing, message.context["language"], message=message, to=sender.email)


def look_at(mailing, language, *, message=None, to="eksempel@example.org"):
    """The mail of a mailing in `language` as a test member gets it."""
    member = Member(pk=0, email=to, language=language)
    message = message or Message(kind=TEST, subject=str(mailing.pk))
    url = page_url(mailing, language)
    return write(mailing, member, message=message, answer_url=url, no_thanks_url=url, is_test=True)


def write(mailing, member, *, message, answer_url="", no_thanks_url="", is_test=False):
    """The mail of `mailing` to `member`."""
    language = language_for(mailing, member)
    # All mails of a mailing in one language are the same but for the addresses behind their links.
    letter = look_up(
        ("letter", mailing.pk, language, is_test),
        lambda: Letter(
            mailing.kind, contents(mailing, language, is_test=is_test), language=language, personal=PERSONAL
        ),
    )
    ways = {"way_out_url": settings.SITE_URL} if is_test else ways_out(member)
    ways.pop("language", None)
    return letter.to(member.email, message=message, answer_url=answer_url, no_thanks_url=no_thanks_url, **ways)


def contents(mailing, language, *, is_test=False):
    """What the templates need for a mailing in `language`, without what is personal."""
    with translation.override(language):
        told = mailing.asking.told if mailing.asking else None
    return {
        "asking": mailing.asking,
        "title": told.title if told else "",
        "purpose": told.purpose if told else "",
        # What others may read on a locked screen does not say what it is about.
        "is_sensitive": mailing.asking is not None and mailing.asking.has_special_categories,
        "words": words_of(mailing, language),
        "round": mailing.round,
        "page_url": page_url(mailing, language),
        "is_test": is_test,
    }


def addresses(invitation):
    """The member's own form, and «no thanks to this one»."""
    return {"answer_url": answer_url(invitation), "no_thanks_url": personal_url("no_thanks", invitation)}


def answer_url(invitation):
    """The full address of the member's own form."""
    return personal_url("answering:form", invitation)


def personal_url(view, invitation):
    """The full address of a page behind the link of an invitation, in the member's language if it is asked in that."""
    language = invitation.member.language
    language = language if language in invitation.asking.languages else settings.LANGUAGE_CODE
    return settings.SITE_URL + path_of(view, language).replace(ANY_LINK, make(Purpose.ANSWER, invitation))


def page_url(mailing, language):
    """The full address of the page a mailing is about; the front page for news to members."""
    pages = [mailing.asking.page] if mailing.asking else []
    if pages and language in mailing.asking.translations:
        pages = [*pages[0].get_translations().filter(locale__language_code=language, live=True), *pages]
    parts = next(filter(None, (page.get_url_parts() for page in pages)), None)
    return settings.SITE_URL + (parts[2] if parts and parts[2] else "/")
