"""What the survey desk asks its user."""

import re
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from invitations.models import Audience, Mailing
from invitations.reminders import MOST_REMINDERS
from invitations.wording import MEANINGS, unknown_placeholders
from members.typed_dates import MomentField

LINK = re.compile(r"https?://[^\s<>\"']*")
LONGEST_BODY = 5000


class ChooseForm(forms.Form):
    """Whom to write to: an audience, and perhaps only some of it."""

    audience = forms.ModelChoiceField(
        label=_("Audience"), queryset=Audience.objects.all(), required=False, empty_label=_("All active members")
    )
    pick = forms.ChoiceField(label=_("Whom of them"), choices=Mailing.Pick, required=False)
    size = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Of those who are drawn. Empty when everyone is written to."),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        cleaned["pick"] = cleaned.get("pick") or Mailing.Pick.ALL
        if cleaned["pick"] != Mailing.Pick.ALL and not cleaned.get("size") and "size" not in self.errors:
            self.add_error("size", _("Say how many to draw."))
        if cleaned["pick"] == Mailing.Pick.ALL and cleaned.get("size"):
            # Hundreds would get a mail that was meant for the few somebody wrote.
            self.add_error("pick", _("You have written how many. Choose how they are drawn, or take the number away."))
        return cleaned


class WordsForm(forms.Form):
    """Subject and body of a mailing in one language. Both empty is the standard text."""

    subject = forms.CharField(label=_("Subject"), max_length=150, required=False)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST_BODY, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args, mailing, language, **kwargs):
        self.mailing, self.language = mailing, language
        super().__init__(*args, prefix=language, initial=mailing.texts.get(language), **kwargs)

    def clean_subject(self):
        """One line, without anything a resident should not have on the screen of a locked telephone."""
        subject = self.cleaned_data["subject"]
        if len(subject.splitlines()) > 1:
            raise forms.ValidationError(_("A subject is one line."))
        if self.names_sensitive_topic(subject):
            raise forms.ValidationError(
                _("This survey asks about special categories. Leave its title out of the subject: others may read it.")
            )
        return self.checked(subject)

    def names_sensitive_topic(self, subject):
        """Whether the subject of a mail about a survey with special categories has its title, by name or by placeholder."""
        asking = self.mailing.asking
        if asking is None or not asking.has_special_categories:
            return False
        with translation.override(self.language):
            return "{tittel}" in subject or asking.told.title.casefold() in subject.casefold()

    def clean_body(self):
        body = self.checked(self.cleaned_data["body"])
        for link in LINK.findall(body):
            if not leads_somewhere(link.rstrip(".,;:!?)»")):
                raise forms.ValidationError(_("The link %(link)s leads nowhere.") % {"link": link})
        return body

    def checked(self, text):
        """The text, when every placeholder in it stands for something."""
        has_asking = self.mailing.asking_id is not None
        unknown = unknown_placeholders(text, has_asking=has_asking)
        if unknown and not has_asking:
            raise forms.ValidationError(
                _("{%(name)s} stands for nothing: only mail about a survey has words in braces.") % {"name": unknown[0]}
            )
        if unknown:
            raise forms.ValidationError(
                _("{%(name)s} stands for nothing. What you can use: %(known)s")
                % {"name": unknown[0], "known": " ".join(f"{{{name}}}" for name in MEANINGS)}
            )
        return text

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("subject")) != bool(cleaned.get("body")) and not self.errors:
            raise forms.ValidationError(_("Write both a subject and a text, or leave both empty."))
        is_needed = self.mailing.kind == Mailing.Kind.INFORMATION and self.language == settings.LANGUAGE_CODE
        if is_needed and not self.errors and not cleaned.get("subject"):
            raise forms.ValidationError(_("News to members have no standard text. Write a subject and a text."))
        return cleaned


def leads_somewhere(link):
    """Whether a link has a host, and a published page behind it where it is one of ours."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if "." not in (parts.hostname or "") and parts.hostname != "localhost":
        return False
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return True
    if parts.path in ("", "/"):
        return True
    path = f"{parts.path.rstrip('/')}/"
    pages = Page.objects.live().filter(url_path__endswith=path)
    return any((page.get_url_parts() or ("", "", ""))[2] == path for page in pages)


class PlanForm(forms.Form):
    """When it goes, when it reminds, and why the contact budget may be set aside this once."""

    send_at = MomentField(label=_("Send later"), required=False, help_text=_("Leave it empty to send at once."))
    remind_on_days = forms.CharField(
        label=_("Remind after so many days"), required=False,
        help_text=_("Two numbers at most, such as «7, 12». Only those who have not answered get a reminder. Empty is none."),
    )  # fmt: skip
    budget_reason = forms.CharField(
        label=_("Set the contact budget aside, because"), required=False, max_length=500,
        help_text=_("Then people are asked more often than we promised. The reason is kept and shown."),
    )  # fmt: skip

    def __init__(self, *args, mailing, may_set_budget_aside, **kwargs):
        initial = {
            "send_at": mailing.send_at,
            "remind_on_days": ", ".join(map(str, mailing.remind_on_days)),
            "budget_reason": mailing.budget_reason,
        }
        super().__init__(*args, prefix="plan", initial=initial, **kwargs)
        if mailing.kind == Mailing.Kind.INVITATION and mailing.asking.opens_at > timezone.now():
            opens = date_format(timezone.localtime(mailing.asking.opens_at), "DATETIME_FORMAT")
            self.fields["send_at"].explain(
                gettext("Leave it empty to send when the survey opens, %(when)s. It never leaves before.") % {"when": opens}
            )  # fmt: skip
        if mailing.kind != Mailing.Kind.INVITATION:
            del self.fields["remind_on_days"]
        if not may_set_budget_aside or not mailing.counts:
            del self.fields["budget_reason"]

    def clean_send_at(self):
        send_at = self.cleaned_data["send_at"]
        if send_at and send_at <= timezone.now():
            raise forms.ValidationError(_("That time has passed."))
        return send_at

    def clean_remind_on_days(self):
        found = re.findall(r"\d+", self.cleaned_data["remind_on_days"])
        days = sorted({int(number) for number in found if len(number) < 4})
        if len(days) > MOST_REMINDERS or any(not 1 <= day <= 60 for day in days) or len(days) != len(found):
            raise forms.ValidationError(_("Write two numbers of days at most, from 1 to 60."))
        return days
