"""What a resident tells about herself. Fixed in code, because what is asked and agreed to here is law, not layout."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from config.municipality import naming

from .addresses import AddressValidator
from .eligibility import Eligibility, Unfit
from .models import Person, Topic

# A value of its own, so that the box is not ticked before anybody has chosen.
UNSAID = "unsaid"
EMAIL_ERROR = gettext_lazy("The e-mail address must contain an @, for example name@example.com.")
CHOICE_ERROR = gettext_lazy("Choose one of the answers.")
CHARACTER_ERROR = gettext_lazy("There is a character here that we cannot store. Write it again by hand.")
UNFIT_ERRORS = {
    Unfit.BAD_BIRTH_YEAR: gettext_lazy("The birth year must have four digits, for example 1987."),
    Unfit.TOO_YOUNG: gettext_lazy("You must be at least %(age)s years old to take part. Welcome back later!"),
    Unfit.BAD_POSTAL_CODE: gettext_lazy("The postal code must have four digits."),
    Unfit.PO_BOX: gettext_lazy("That is the code of a PO box. Enter the code where you live."),
    Unfit.OUTSIDE: naming(
        gettext_lazy(
            "That postal code does not seem to be in %(municipality)s. "
            "Check it, or tick below that you live in %(municipality)s."
        )
    ),
}


def messages(**sentences):
    """The sentences of a text field."""
    return {"null_characters_not_allowed": CHARACTER_ERROR, **sentences}


def tick(label, error, **kwargs):
    """A box that must be ticked."""
    return forms.BooleanField(label=label, error_messages={"required": error}, **kwargs)


def address_field(label, help_text=""):
    """A field for an e-mail address."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=254,
        validators=[AddressValidator(message=EMAIL_ERROR)],
        error_messages=messages(
            required=gettext_lazy("Enter your e-mail address."),
            max_length=gettext_lazy("The e-mail address is too long. Check that only the address is in the field."),
        ),
        # Not type=email: browsers would refuse with sentences of their own before ours are seen.
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )


class TopicsField(forms.MultipleChoiceField):
    """Some of the topics. Django's field for rows falls over numbers that no database holds."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=lambda: [(str(topic.pk), str(topic)) for topic in Topic.objects.all()],
            required=False,
            error_messages=dict.fromkeys(["invalid_choice", "invalid_list"], CHOICE_ERROR),
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def prepare_value(self, value):
        return [str(getattr(topic, "pk", topic)) for topic in value or []]

    def clean(self, value):
        return list(Topic.objects.filter(pk__in=super().clean(value)))


class DetailsForm(forms.Form):
    """What a member can see and correct herself. `cleaned_data` is what `members.details.correct` takes."""

    birth_year = forms.CharField(
        label=gettext_lazy("Birth year"),
        help_text=gettext_lazy(
            "We use the birth year to check that you are old enough and to see whether all age groups are represented."
        ),
        error_messages=messages(required=gettext_lazy("Enter the year you were born, for example 1987.")),
        widget=forms.TextInput(
            attrs={"autocomplete": "bday-year", "inputmode": "numeric", "class": "in-4", "maxlength": "4"}
        ),
    )
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"),
        help_text=gettext_lazy("Where you live. It gives us the place, never the address."),
        error_messages=messages(required=gettext_lazy("Enter the postal code where you live.")),
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "inputmode": "numeric", "class": "in-4", "maxlength": "4"}
        ),
    )
    lives_here_all_the_same = forms.BooleanField(
        label=naming(gettext_lazy("Yes, I live in %(municipality)s even though the postal code is not on your list")),
        required=False,
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        choices=[*Person.Gender.choices, (UNSAID, gettext_lazy("I would rather not say"))],
        required=False,
        # Django's own sentence repeats what was sent, however long.
        error_messages={"invalid_choice": CHOICE_ERROR},
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of our mails"),
        choices=settings.LANGUAGES,
        required=False,
        error_messages={"invalid_choice": CHOICE_ERROR},
        widget=forms.RadioSelect,
    )
    topics = TopicsField(label=gettext_lazy("What are you interested in?"))
    wants_workshops = forms.BooleanField(
        label=gettext_lazy("I would like to be asked about workshops and user tests"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = Eligibility(year=timezone.localdate().year)
        self.fields["language"].initial = get_language()
        if not Topic.objects.exists():
            del self.fields["topics"]

    @property
    def asks_again_about_residence(self):
        """Whether the postal code is not ours, so that the extra question must be shown."""
        return self.has_error("postal_code", Unfit.OUTSIDE) or bool(
            (self.data if self.is_bound else self.initial).get("lives_here_all_the_same")
        )

    def clean(self):
        self.cleaned_data.setdefault("topics", [])
        return self.cleaned_data

    def clean_postal_code(self):
        code = self.cleaned_data["postal_code"]
        unfit = self.rules.judge_postal_code(code)
        self.cleaned_data["postal_code_is_flagged"] = unfit == Unfit.OUTSIDE
        if unfit and not (unfit == Unfit.OUTSIDE and self.data.get("lives_here_all_the_same")):
            raise forms.ValidationError(UNFIT_ERRORS[unfit], code=unfit)
        return code

    def clean_birth_year(self):
        text = self.cleaned_data["birth_year"]
        if unfit := self.rules.judge_birth_year(text):
            raise forms.ValidationError(UNFIT_ERRORS[unfit], code=unfit, params={"age": self.rules.minimum_age})
        return int(text)

    def clean_gender(self):
        gender = self.cleaned_data["gender"]
        return "" if gender == UNSAID else gender

    def clean_language(self):
        return self.cleaned_data["language"] or get_language()


class EnrolmentForm(DetailsForm):
    """What we ask of a new member. `cleaned_data` is what `members.enrolment.enrol` takes."""

    email = address_field(gettext_lazy("E-mail"), gettext_lazy("We send the surveys to this address."))
    lives_here = tick(
        naming(gettext_lazy("I live in %(municipality)s")),
        naming(gettext_lazy("Tick to confirm that you live in %(municipality)s.")),
    )
    is_old_enough = tick("", "")
    agrees = tick(
        gettext_lazy("I want to take part, and I have read how you use my information"),
        gettext_lazy("Tick to confirm that you want to take part."),
    )
    # People never see this field; programs that fill in everything do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    # The order of the page, so that the error summary leads down it.
    field_order = [
        "email", "birth_year", "postal_code", "lives_here_all_the_same", "gender", "language", "topics",
        "wants_workshops", "lives_here", "is_old_enough", "agrees",
    ]  # fmt: skip

    def __init__(self, *args, notice=None, **kwargs):
        """`notice` is the PrivacyNotice in force; the page sends back which one it showed."""
        super().__init__(*args, **kwargs)
        self.notice = notice
        words = {"age": self.rules.minimum_age}
        self.fields["is_old_enough"].label = _("I am at least %(age)s years old") % words
        self.fields["is_old_enough"].error_messages["required"] = (
            _("Tick to confirm that you are at least %(age)s years old.") % words
        )

    def clean_agrees(self):
        if self.notice and self.data.get("notice") != str(self.notice.pk):
            raise forms.ValidationError(
                _("We have changed how we use the information since you opened the page. Read it again below.")
            )
        return self.cleaned_data["agrees"]

    @property
    def was_filled_by_a_program(self):
        """Whether the field that people cannot see has been filled in."""
        return bool(self.cleaned_data.get("website"))


class AddressForm(forms.Form):
    """An address and nothing else: where to send a link, or where to write from now on."""

    email = address_field(gettext_lazy("E-mail"))
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def was_filled_by_a_program(self):
        """Whether the field that people cannot see has been filled in."""
        return bool(self.cleaned_data.get("website"))
