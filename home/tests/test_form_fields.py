"""One template draws every field a resident meets, whatever its widget, with label, help and error tied to it."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

CHOICES = [("a", "A"), ("b", "B")]


FIELDS = {
    "text": forms.CharField,
    "long_text": lambda **kwargs: forms.CharField(widget=forms.Textarea, **kwargs),
    "choice": lambda **kwargs: forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, **kwargs),
    "choices": lambda **kwargs: forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.CheckboxSelectMultiple, **kwargs
    ),
    "tick": forms.BooleanField,
    "select": lambda **kwargs: forms.ChoiceField(choices=CHOICES, **kwargs),
}
GROUPS = ("choice", "choices")


class Elements(HTMLParser):
    """The start tags of a piece of HTML, as (name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, *tags):
        return [attrs for tag, attrs in self.found if tag in tags]

    def ids(self):
        return [attrs["id"] for _tag, attrs in self.found if "id" in attrs]


def make_form(kind, data=None, **kwargs):
    """A form with the one field `q` of `kind`; bound when there is `data`."""
    field = FIELDS[kind](**{"label": "Which?", "help_text": "Think well.", **kwargs})
    return type("OneField", (forms.Form,), {"q": field})(data)


def draw(form):
    return Elements(form["q"].as_field_group())


def described(elements):
    """The attributes of what carries the description: the group or the control."""
    return next(attrs for _tag, attrs in elements.found if "aria-describedby" in attrs)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_control_has_a_label_and_every_label_a_control(kind):
    elements = draw(make_form(kind))
    controls = [attrs["id"] for attrs in elements.named("input", "textarea", "select")]
    assert controls
    assert sorted(attrs["for"] for attrs in elements.named("label")) == sorted(controls)
    assert len(elements.ids()) == len(set(elements.ids()))


@pytest.mark.parametrize("kind", FIELDS)
def test_only_groups_are_fieldsets_with_a_legend(kind):
    elements = draw(make_form(kind))
    assert len(elements.named("fieldset")) == len(elements.named("legend")) == (kind in GROUPS)


@pytest.mark.parametrize("kind", FIELDS)
def test_help_is_tied_to_the_field(kind):
    elements = draw(make_form(kind))
    assert described(elements)["aria-describedby"] == "id_q_helptext"
    assert "id_q_helptext" in elements.ids()


@pytest.mark.parametrize("kind", FIELDS)
def test_field_without_help_and_errors_points_at_nothing(kind):
    elements = draw(make_form(kind, help_text=""))
    assert not [attrs for _tag, attrs in elements.found if "aria-describedby" in attrs or "aria-invalid" in attrs]


@pytest.mark.parametrize("kind", FIELDS)
def test_error_is_tied_to_the_field(kind):
    form = make_form(kind, {})
    elements = draw(form)
    assert described(elements)["aria-describedby"].split() == ["id_q_helptext", "id_q_error"]
    assert "id_q_error" in elements.ids()
    assert all(attrs.get("aria-invalid") == "true" for attrs in elements.named("input", "textarea", "select"))


@pytest.mark.parametrize("kind", FIELDS)
def test_field_says_in_words_whether_it_must_be_filled_in(kind):
    must, may = _("Must be filled in"), _("Optional")
    required = make_form(kind)["q"].as_field_group()
    optional = make_form(kind, required=False)["q"].as_field_group()
    assert must in required and may not in required
    assert may in optional and must not in optional
    assert "*" not in required


@pytest.mark.parametrize("kind", FIELDS)
def test_error_summary_leads_to_a_control_that_exists(kind):
    form = make_form(kind, {})
    summary = Elements(render_to_string("components/error_summary.html", {"form": form}))
    links = [attrs["href"].removeprefix("#") for attrs in summary.named("a")]
    controls = [attrs["id"] for attrs in draw(form).named("input", "textarea", "select")]
    assert links == controls[:1]


def test_error_summary_takes_focus():
    summary = Elements(render_to_string("components/error_summary.html", {"form": make_form("text", {})}))
    box = summary.named("div")[0]
    assert "autofocus" in box and box["tabindex"] == "-1" and box["aria-labelledby"] in summary.ids()


@pytest.mark.parametrize("data", [None, {"q": "an answer"}])
def test_form_without_errors_has_no_summary(data):
    assert not render_to_string("components/error_summary.html", {"form": make_form("text", data)}).strip()


def test_what_was_chosen_comes_back():
    assert [a["value"] for a in draw(make_form("choices", {"q": ["b"]})).named("input") if "checked" in a] == ["b"]
    assert not [a for a in draw(make_form("choice", {})).named("input") if "checked" in a]


def test_words_of_a_question_are_never_markup():
    html = make_form("choice", label="<b>Which?</b>", help_text="<i>Think</i>")["q"].as_field_group()
    assert "<b>" not in html and "&lt;b&gt;" in html
