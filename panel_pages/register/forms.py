"""What the register asks its user."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.municipality import naming
from members.addresses import AddressValidator, address_key
from members.eligibility import Eligibility, Unfit
from members.forms import EMAIL_ERROR, TopicsField
from members.models import Person
from members.typed_dates import DayField

UNFIT_ERRORS = {
    Unfit.BAD_BIRTH_YEAR: gettext_lazy("The birth year must have four digits, for example 1987."),
    Unfit.TOO_YOUNG: gettext_lazy("Too young to take part."),
    Unfit.BAD_POSTAL_CODE: gettext_lazy("The postal code must have four digits."),
    Unfit.PO_BOX: gettext_lazy("That is the code of a PO box. Enter the code of where she lives."),
    Unfit.OUTSIDE: gettext_lazy("The code is not in the table. Check it, or tick that she lives here."),
}


class Reason(forms.CharField):
    """Why something is done; it goes into the log, so it must not hold an address."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if "@" in text:
            raise forms.ValidationError(_("Leave e-mail addresses out: this text is kept in the log."))
        return text


def staff_address_field(label):
    """A resident's address, typed by an employee whose browser must not remember it."""
    return forms.CharField(
        label=label, max_length=254, validators=[AddressValidator(message=EMAIL_ERROR)],
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


def paper_field():
    """Where the signature can be found again."""
    return Reason(
        label=gettext_lazy("Where the paper lies"), required=False,
        help_text=gettext_lazy("Such as the number of the case. Needed when she has signed on paper."),
    )  # fmt: skip


def require_paper(form, data):
    """Whoever says «on paper» says where it lies; returns the cleaned `data`."""
    if data.get("consent") == "paper" and not data.get("reason") and "reason" not in form.errors:
        form.add_error("reason", _("Say where the paper lies."))
    return data


class DetailsForm(forms.Form):
    """What a resident tells about herself, written by staff."""

    birth_year = forms.IntegerField(label=gettext_lazy("Birth year"))
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=4)
    postal_code_is_flagged = forms.BooleanField(
        label=naming(gettext_lazy("Lives in %(municipality)s although the postal code is not in the table")),
        required=False,
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), required=False, choices=[("", gettext_lazy("not said")), *Person.Gender.choices]
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    topics = TopicsField(label=gettext_lazy("Topics"))
    wants_workshops = forms.BooleanField(label=gettext_lazy("Workshops and user tests"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not list(self.fields["topics"].choices):
            del self.fields["topics"]

    def clean(self):
        data, rules = super().clean(), Eligibility(year=timezone.localdate().year)
        if "birth_year" in data and (unfit := rules.judge_birth_year(str(data["birth_year"]))):
            self.add_error("birth_year", UNFIT_ERRORS[unfit])
        if "postal_code" in data:
            unfit = rules.judge_postal_code(data["postal_code"])
            says_she_lives_here = data.get("postal_code_is_flagged", False)
            data["postal_code_is_flagged"] = unfit == Unfit.OUTSIDE
            if unfit and not (unfit == Unfit.OUTSIDE and says_she_lives_here):
                self.add_error("postal_code", UNFIT_ERRORS[unfit])
        return {"topics": [], **data}

    @property
    def details(self):
        """The cleaned data without what is stored elsewhere."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("topics", "consent", "reason")}


class AddForm(DetailsForm):
    """Somebody who phones and wants to join."""

    email = staff_address_field(gettext_lazy("E-mail"))
    consent = forms.ChoiceField(
        label=gettext_lazy("How does she agree?"), initial="mail", widget=forms.RadioSelect,
        choices=[
            ("mail", gettext_lazy("She gets a mail and confirms there")),
            ("paper", gettext_lazy("She has signed on paper")),
        ],
    )  # fmt: skip
    reason = paper_field()
    field_order = ["email"]

    def clean(self):
        return require_paper(self, super().clean())


class MoveForm(forms.Form):
    """Another address, and how we know that it is hers."""

    email = staff_address_field(gettext_lazy("New e-mail address"))
    email_again = staff_address_field(gettext_lazy("The new address once more"))
    consent = forms.ChoiceField(
        label=gettext_lazy("How do we know that it is hers?"), initial="mail", widget=forms.RadioSelect,
        choices=[
            ("mail", gettext_lazy("Both mailboxes get a mail, and she confirms in each")),
            ("paper", gettext_lazy("She cannot read the old mailbox, and has signed on paper")),
        ],
    )  # fmt: skip
    reason = paper_field()

    def clean(self):
        data = super().clean()
        if "email" in data and "email_again" in data and address_key(data["email"]) != address_key(data["email_again"]):
            self.add_error("email_again", _("The two addresses are not the same."))
        return require_paper(self, data)


class PauseForm(forms.Form):
    """Until when."""

    until_on = DayField(label=gettext_lazy("Pause until"))

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if not 0 < (day - timezone.localdate()).days <= 366:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day


class ReasonForm(forms.Form):
    """Why."""

    reason = Reason(label=gettext_lazy("Reason"), help_text=gettext_lazy("It is kept in the log, without the address."))


class PaperForm(forms.Form):
    """Where the signature lies that makes somebody a member."""

    reason = Reason(
        label=gettext_lazy("Where the paper lies"),
        help_text=gettext_lazy("Such as the number of the case. It is kept in the log, without the address."),
    )


class ExportForm(forms.Form):
    """What an export is for, and when it must be gone."""

    purpose = Reason(
        label=gettext_lazy("What is it for?"), help_text=gettext_lazy("Stands in the file and in the log.")
    )
    delete_by_on = DayField(
        label=gettext_lazy("Delete the file by"), help_text=gettext_lazy("Three months from now at most.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"), choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV")], initial="xlsx",
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean_delete_by_on(self):
        day = self.cleaned_data["delete_by_on"]
        if not 0 <= (day - timezone.localdate()).days <= 92:
            raise forms.ValidationError(_("Choose a day within the next three months."))
        return day
