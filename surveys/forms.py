"""From a compiled survey to a Django form, on wagtail.contrib.forms' builder.

The form is for showing errors and previews, question by question. Pages without errors are filled into prepared HTML
(surveys.prepared), and what a resident sends is read by the questions themselves, here as there.
"""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from .conditions import in_words
from .prepared import Filled
from .questions import questions_of


def drawn(question, fill, errors=()):
    """The context of a question's template."""
    describing, hint = [], question.hint()
    if question.help_text or hint:
        describing.append(f"{question.html_id}_helptext")
    if errors:
        describing.append(f"{question.html_id}_error")
    return {
        "question": question,
        "hint": hint,
        "controls": question.controls(fill),
        "errors": errors,
        "described_by": " ".join(describing),
    }


class QuestionWidget(forms.Widget):
    """Hands the whole form to the question, which may have several controls."""

    def __init__(self, question):
        super().__init__()
        self.question = question
        self.use_fieldset = question.is_group

    def value_from_datadict(self, data, files, name):
        return data

    def id_for_label(self, id_):
        return self.question.first_control_id


class QuestionBoundField(BoundField):
    """Drawn by the template of its question."""

    @property
    def template_name(self):
        return self.field.question.template

    def get_context(self):
        question = self.field.question
        context = drawn(question, self.form.fill, self.errors)
        companion = self.form.companions.get(question.key)
        return context | {"beside": self.form[companion] if companion else None}


class QuestionField(forms.Field):
    """A question as a form sees it: the question itself says what is wrong, required or not."""

    def __init__(self, question):
        super().__init__(
            label=question.label, help_text=question.help_text, required=False, widget=QuestionWidget(question)
        )
        self.question = self.taken = question

    def ask(self, question, taken):
        """Ask `question` instead, with fewer options, and take answers to `taken`, which may have fewer still."""
        self.question = self.widget.question = question
        self.taken = taken

    def clean(self, value):
        return self.taken.read(value)

    def get_bound_field(self, form, field_name):
        return QuestionBoundField(form, self, field_name)


class SurveyForm(BaseForm):
    """A form that knows its `questions` and the `texts` of its version, and what to `fill` its controls with."""

    def __init__(
        self,
        *args,
        fill=None,
        keys=None,
        hidden=(),
        hidden_options=frozenset(),
        refused_options=frozenset(),
        says_conditions=False,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.hidden = hidden
        # All steps on one page say in words on what they depend; a step of its own is shown to whom it concerns.
        self.says_conditions = says_conditions or keys is None
        self.fill = fill or Filled(as_shown(self.questions, self.data))
        # All of the survey, or the blocks of one step.
        self.keys = self.texts["order"] if keys is None else keys
        asked = {question.clean_name for question in self.questions if question.key in self.keys}
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        self.companions = {}
        for name, field in self.fields.items():
            field.ask(field.question.without(hidden_options), field.question.without(hidden_options | refused_options))
            if field.question.beside and field.question.key not in hidden_options:
                self.companions[field.question.beside] = name

    def clean(self):
        for question in self.questions:
            if question.key in self.hidden:
                self.errors.pop(question.clean_name, None)
        return super().clean()

    @property
    def parts(self):
        """Questions and what stands between them, in order: {"field": …}, {"heading": …, "text": …} or {"html": …}."""
        by_key = {question.key: question for question in self.questions}
        for key in self.keys:
            if key in by_key and by_key[key].beside:
                continue
            words = self.texts["words"][key]
            part = {"field": self[by_key[key].clean_name], "lang": words.get("lang")} if key in by_key else words
            yield part | ({"only_if": self.only_if(key)} if self.says_conditions else {})

    def only_if(self, key):
        """[sentence] on what the block `key` and its options depend."""
        by_key = {question.key: question for question in self.questions}
        condition = self.conditions.get(key)
        sentences = [in_words(condition, by_key[condition["question"]])] if condition else []
        for option, label in getattr(by_key.get(key), "options", ()):
            if condition := self.conditions.get(option):
                sentences.append(f"«{label}»: {in_words(condition, by_key[condition['question']])}")
        return sentences


class SurveyFormBuilder(FormBuilder):
    """A form field of every question."""

    @property
    def formfields(self):
        return {question.clean_name: QuestionField(question) for question in self.fields}


def build_form_class(structure, texts):
    """A form class for a compiled survey; its `questions` are in order."""
    questions = questions_of(structure, texts)
    builder = SurveyFormBuilder(questions)
    known = {"questions": questions, "texts": texts, "conditions": structure.get("conditions", {})}
    return type("SurveyForm", (SurveyForm,), {**builder.formfields, **known})


def as_shown(questions, data):
    """{field name: [values]} with which the QueryDict `data` is shown again to whoever sent it."""
    if not data:
        return {}
    shown = dict(data.lists())
    for question in questions:
        shown |= question.chosen_by_writing(data)
    return shown


def read_readable(questions, data):
    """What can be read of the QueryDict `data` as it is shown again, without asking whether all is there."""
    answers, data = {}, MultiValueDict(as_shown(questions, data))
    for question in questions:
        with suppress(ValidationError):
            answer = question.parse(data)
            if answer is not None:
                answers[question.key] = answer
    return answers


def read_answers(questions, data):
    """{question UUID: answer} in the QueryDict `data`, or None if something is wrong with it.

    Questions left empty are left out. An answer is an option's UUID, a list of them, a whole number or a text.
    """
    answers = {}
    try:
        for question in questions:
            answer = question.read(data)
            if answer is not None:
                answers[question.key] = answer
    except ValidationError:
        return None
    return answers
