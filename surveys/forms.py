"""From a version to a form, on wagtail.contrib.forms' builder. Values are option UUIDs, never words."""

from dataclasses import dataclass, field
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from .structure import TEXT_TYPES
from .versions import load_version


@dataclass(frozen=True)
class Question:
    """A question as FormBuilder wants its fields, made from a compiled version instead of a database row."""

    key: str
    clean_name: str
    field_type: str
    label: str
    help_text: str
    required: bool
    options: tuple = ()
    scale: dict = field(default_factory=dict)
    default_value: str = ""


def field_name(key):
    """The name of the form field of the question `key`."""
    return "q_" + key.replace("-", "")


def questions_of(structure, texts):
    """The questions of a compiled survey, in order."""
    questions = []
    for item in structure["items"]:
        words = texts["words"][item["id"]]
        questions.append(
            Question(
                key=item["id"],
                clean_name=field_name(item["id"]),
                field_type=item["type"],
                label=words["label"],
                help_text=words["help_text"],
                required=item["required"],
                options=tuple((key, words["options"][key]) for key in item.get("options", ())),
                scale={**item, **words} if item["type"] == "scale" else {},
            )
        )
    return questions


class ScaleSelect(forms.RadioSelect):
    """Radios in a row, with words at both ends; templates/django/forms/field.html draws it."""

    is_scale = True

    def __init__(self, scale, **kwargs):
        super().__init__(**kwargs)
        self.lowest, self.lowest_label = scale["lowest"], scale["lowest_label"]
        self.highest, self.highest_label = scale["highest"], scale["highest_label"]


class OptionsField(forms.MultipleChoiceField):
    """Ticked boxes. A value sent twice counts once, or one resident could vote many times for one option."""

    def clean(self, value):
        chosen = set(super().clean(value))
        return [key for key, _label in self.choices if key in chosen]


def refuse_half_characters(value):
    """Half of a surrogate pair, which odd encodings can smuggle in, is no character and cannot be stored."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValidationError(_("The answer holds a character that cannot be stored."))


class SurveyForm(BaseForm):
    """A form that knows its `questions` and the `texts` of its version."""

    @property
    def parts(self):
        """Questions and headings in the order of the survey: {"field": …} or {"heading": …, "text": …}."""
        for key in self.texts["order"]:
            words = self.texts["words"][key]
            yield words if "heading" in words else {"field": self[field_name(key)]}


class SurveyFormBuilder(FormBuilder):
    """One create_<type>_field a question type, with sentences that name the question."""

    def get_field_options(self, question):
        return {
            "label": question.label,
            "help_text": question.help_text,
            "required": question.required,
            "error_messages": {"required": _("Answer the question «%(question)s».") % {"question": question.label}},
        }

    def create_text_field(self, question, options, widget):
        longest = TEXT_TYPES[question.field_type]
        options["error_messages"]["max_length"] = _(
            "The answer to «%(question)s» is too long. It can have %(limit)s characters, and yours has %(length)s."
        ) % {"question": question.label, "limit": longest, "length": "%(show_value)d"}
        options["validators"] = [refuse_half_characters]
        return forms.CharField(max_length=longest, widget=widget, **options)

    def create_short_text_field(self, question, options):
        return self.create_text_field(question, options, forms.TextInput)

    def create_long_text_field(self, question, options):
        return self.create_text_field(question, options, forms.Textarea(attrs={"rows": 5}))

    def create_single_choice_field(self, question, options):
        options["error_messages"] |= self.choice_errors(question)
        return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **options)

    def create_multiple_choice_field(self, question, options):
        options["error_messages"] |= self.choice_errors(question)
        return OptionsField(choices=question.options, widget=forms.CheckboxSelectMultiple, **options)

    def create_scale_field(self, question, options):
        # The preview of a draft comes here before the numbers have been filled in.
        numbers = range(question.scale["lowest"] or 0, (question.scale["highest"] or 0) + 1)
        options["error_messages"] |= self.choice_errors(question)
        return forms.TypedChoiceField(
            choices=[(number, str(number)) for number in numbers],
            coerce=int,
            empty_value=None,
            widget=ScaleSelect(question.scale),
            **options,
        )

    def choice_errors(self, question):
        sentence = _("Choose one of the answers to «%(question)s».") % {"question": question.label}
        return {"invalid_choice": sentence, "invalid_list": sentence}


@lru_cache(maxsize=64)
def form_class(version_id):
    """The form class of a kept version; built once a process."""
    version = load_version(version_id)
    return build_form_class(version.structure.data, version.texts)


def build_form_class(structure, texts):
    """A form class for a compiled survey; its `questions` are in order."""
    questions = questions_of(structure, texts)
    builder = SurveyFormBuilder(questions)
    return type("SurveyForm", (SurveyForm,), {**builder.formfields, "questions": questions, "texts": texts})


def answers_of(form):
    """{question UUID: value} of a valid form; questions left empty are left out.

    A value is an option UUID, a list of them, a whole number or a text.
    """
    answers = {}
    for question in form.questions:
        value = form.cleaned_data.get(question.clean_name)
        if value not in (None, "", []):
            answers[question.key] = value
    return answers
