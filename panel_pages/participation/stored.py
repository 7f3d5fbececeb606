"""All that is stored about a member, for people and for programs alike."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from invitations.models import Invitation
from members.models import AddressChange, Enrolment, RegisterEntry

# A counter or a random number each: stored, but nothing to read for people.
TECHNICAL = ["email_key", "link_generation", "access_generation", "erasure_id"]


@dataclass(frozen=True)
class Fact:
    """One thing that is stored: its name for programs, its name and words for people, and the value itself."""

    key: str
    label: str
    words: str
    value: object


def fact(key, label, value, words=None, nothing=None):
    """A Fact; dates and empty values have words of their own."""
    if words is None:
        words = date_format(value, "DATE_FORMAT") if hasattr(value, "year") else str(value)
    return Fact(key, label, words if value not in (None, "", []) else nothing or _("Nothing"), value)


def yes_or_no(value):
    return _("Yes") if value else _("No")


def details(member):
    """What she has told herself, and can correct."""
    topics = [str(topic) for topic in member.topics.all()]
    return [
        fact("email", _("E-mail"), member.email),
        fact("birth_year", _("Birth year"), member.birth_year),
        fact("postal_code", _("Postal code"), member.postal_code),
        fact("place", _("Place"), member.place),
        fact("zone", _("Zone"), member.zone),
        fact("gender", _("Gender"), member.gender, member.get_gender_display(), nothing=_("Not said")),
        fact("language", _("Language of our mails"), member.language, language_name(member.language)),
        fact("topics", _("Topics"), topics, ", ".join(topics)),
        fact("wants_workshops", _("Workshops and user tests"), member.wants_workshops, yes_or_no(member.wants_workshops)),
    ]  # fmt: skip


def language_name(code):
    """What the language calls itself."""
    return {"nb": "Norsk bokmål", "nn": "Norsk nynorsk", "en": "English"}.get(code, code)


def membership(member):
    """What we have noted ourselves."""
    flagged = member.postal_code_is_flagged
    return [
        fact("state", _("State"), member.state, member.get_state_display()),
        fact("state_since_on", _("Since"), member.state_since_on),
        fact("paused_until_on", _("Pause until"), member.paused_until_on),
        fact("joined_on", _("Joined"), member.joined_on),
        fact("source", _("How you joined"), member.source, member.get_source_display()),
        fact("consent", _("How you agreed"), member.consent, member.get_consent_display()),
        fact("notice", _("Privacy notice you were shown"), member.notice.version),
        fact("postal_code_is_flagged", _("Postal code that is not one of ours"), flagged, yes_or_no(flagged)),
        fact("details_confirmed_on", _("Details last confirmed"), member.details_confirmed_on),
        fact("details_asked_on", _("Asked whether the details are right"), member.details_asked_on),
        fact("asked_to_stay_on", _("Asked whether you want to stay"), member.asked_to_stay_on),
        fact("unreachable_since_on", _("Mail has not reached you since"), member.unreachable_since_on),
        fact("recent_answers", _("Of the last surveys, oldest first: 1 answered, 0 not"), member.recent_answers),
    ]


def surveys(member):
    """[(title, address or None, opened, closed, whether answered)] of what she was asked about, the newest first."""
    invitations = Invitation.objects.filter(member=member).select_related("asking__page")
    return [
        {
            "title": invitation.asking.told.title,
            "address": invitation.asking.page.url if invitation.asking.page.live else None,
            "opened_at": invitation.asking.opens_at,
            "closes_at": invitation.asking.closes_at,
            "answered": invitation.answered,
            "mail_left": invitation.reached,
        }
        for invitation in invitations.order_by("-asking__opens_at", "-pk")
    ]


def uses(member):
    """[(when, what)] of what employees have done with her row in the register."""
    entries = RegisterEntry.objects.filter(member_number=member.pk).order_by("-pk")
    return [{"at": entry.at, "action": entry.action, "words": entry.get_action_display()} for entry in entries]


def waiting(member):
    """What waits for a mailbox: changes of address, and forms filled in again."""
    changes = AddressChange.objects.filter(member=member).values("email", "created_at")
    forms = Enrolment.objects.filter(email_key=member.email_key).values(
        "email", "postal_code", "birth_year", "gender", "language", "wants_workshops", "created_at"
    )
    return {"address_changes": list(changes), "enrolments": list(forms)}


def as_json(member, *, now):
    """Everything as a dictionary that JSON can hold."""
    return {
        "exported_at": now,
        "details": {item.key: item.value for item in details(member)},
        "membership": {item.key: item.value for item in membership(member)},
        "technical": {name: getattr(member, name) for name in TECHNICAL} | {"number": member.pk},
        "notice": {"version": member.notice.version, "text": member.notice.text_nb},
        "surveys": surveys(member),
        "uses_by_staff": [{"at": use["at"], "action": use["action"]} for use in uses(member)],
        "waiting": waiting(member),
    }
