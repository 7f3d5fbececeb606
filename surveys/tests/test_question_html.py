"""How every type of question is drawn: labels, help and errors tied to its controls."""

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from home.tests.test_form_fields import Elements
from surveys.questions import QUESTION_TYPES
from surveys.tests.examples import EXAMPLES, form_of
from surveys.tests.strategies import BLOCKS

CONTROLS = ("input", "textarea", "select")


def draw(kind, data=None, **changes):
    form_class, question = form_of(kind, **changes)
    return Elements(form_class(data)[question.clean_name].as_field_group())


def describing(elements):
    """The ids that the group or the control is described by."""
    found = [attrs["aria-describedby"] for _tag, attrs in elements.found if "aria-describedby" in attrs]
    return found[0].split() if found else []


def test_every_type_has_an_example_and_a_strategy():
    assert set(EXAMPLES) == set(QUESTION_TYPES)
    assert set(BLOCKS) >= set(QUESTION_TYPES)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_control_has_a_label_and_every_label_a_control(kind):
    elements = draw(kind)
    controls = [attrs["id"] for attrs in elements.named(*CONTROLS)]
    assert controls
    assert sorted(attrs["for"] for attrs in elements.named("label")) == sorted(controls)
    assert len(elements.ids()) == len(set(elements.ids()))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_only_groups_are_fieldsets_and_each_has_a_legend(kind):
    elements = draw(kind)
    assert len(elements.named("fieldset")) == len(elements.named("legend"))
    assert bool(elements.named("fieldset")) == form_of(kind)[1].is_group


@pytest.mark.parametrize("kind", EXAMPLES)
def test_help_and_error_are_tied_to_the_question(kind):
    assert bool(describing(draw(kind, help_text=""))) == bool(form_of(kind)[1].hint())
    assert [name.rpartition("_")[2] for name in describing(draw(kind))] == ["helptext"]
    wrong = draw(kind, MultiValueDict())
    assert [name.rpartition("_")[2] for name in describing(wrong)] == ["helptext", "error"]
    assert set(describing(wrong)) <= set(wrong.ids())
    assert all(attrs.get("aria-invalid") == "true" for attrs in wrong.named(*CONTROLS))
    assert not [attrs for attrs in draw(kind).named(*CONTROLS) if "aria-invalid" in attrs]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_question_without_help_says_nothing_instead(kind):
    form_class, question = form_of(kind, help_text=None)
    assert "None" not in form_class()[question.clean_name].as_field_group()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_error_leads_to_a_control_that_exists_and_names_the_question(kind):
    form_class, question = form_of(kind)
    form = form_class(MultiValueDict())
    html = render_to_string("components/error_summary.html", {"form": form})
    (link,) = Elements(html).named("a")
    controls = Elements(form[question.clean_name].as_field_group()).named(*CONTROLS)
    assert link["href"].removeprefix("#") in [attrs["id"] for attrs in controls]
    assert "Which?" in html


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_question_says_in_words_whether_it_must_be_answered(kind):
    must, may = _("Must be filled in"), _("Optional")
    for is_required in (True, False):
        form_class, question = form_of(kind, required=is_required)
        html = form_class()[question.clean_name].as_field_group()
        assert (must in html, may in html) == (is_required, not is_required)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_words_of_a_question_are_never_markup(kind):
    form_class, question = form_of(kind, label="<b>Which?</b>", help_text="<i>Think</i>")
    html = form_class()[question.clean_name].as_field_group()
    assert "<b>" not in html and "&lt;b&gt;" in html and "<i>" not in html


def test_what_the_ends_of_a_scale_mean_is_said_with_their_numbers():
    form_class, question = form_of("scale")
    html = form_class()[question.clean_name].as_field_group()
    first, *between, last = html.split("<label")[1:]
    assert " = not at all" in first and " = very" in last.partition("</label>")[0]
    assert not [part for part in between if " = " in part]
    assert html.count('class="scale-end" aria-hidden="true"') == 2


def test_the_summary_leads_to_the_row_of_a_matrix_that_was_left_out():
    form_class, question = form_of("matrix")
    (first, _label), (second, _other) = question.rows
    form = form_class(MultiValueDict({question.row_name(first): [question.columns[0][0]]}))
    (link,) = Elements(render_to_string("components/error_summary.html", {"form": form})).named("a")
    controls = Elements(form[question.clean_name].as_field_group()).named("input")
    assert [attrs["name"] for attrs in controls if f"#{attrs['id']}" == link["href"]] == [question.row_name(second)]
    assert {attrs["name"] for attrs in controls if "aria-invalid" in attrs} == {question.row_name(second)}
