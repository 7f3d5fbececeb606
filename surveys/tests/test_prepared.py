"""Prepared HTML and plain reading against a Django form drawn field by field: the same, whatever the survey."""

from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from surveys.forms import build_form_class, read_answers
from surveys.prepared import ORDERS, Filled, Prepared, Slots
from surveys.structure import compile_stream
from surveys.tests.builders import stream
from surveys.tests.strategies import anything, surveys


def drawn(form):
    """The questions of `form` as HTML."""
    return render_to_string("components/survey_questions.html", {"form": form})


@given(st.data(), surveys, st.integers(0, ORDERS - 1))
def test_prepared_and_field_by_field_html_agree(data, raw, order):
    form_class = build_form_class(*compile_stream(stream(raw)))
    sent = data.draw(anything(form_class.questions))
    prepared = Prepared(drawn(form_class(fill=Slots(order))))
    assert prepared.fill(dict(sent.lists())) == drawn(form_class(fill=Filled(sent, order)))
    assert prepared.fill({}) == drawn(form_class(fill=Filled({}, order)))


@given(st.data(), surveys)
def test_plain_reading_and_the_form_agree_on_what_is_an_answer(data, raw):
    form_class = build_form_class(*compile_stream(stream(raw)))
    sent = data.draw(anything(form_class.questions))
    form = form_class(sent)
    answers = read_answers(form_class.questions, sent)
    assert form.is_valid() == (answers is not None)
    if answers is not None:
        cleaned = {question.key: form.cleaned_data[question.clean_name] for question in form.questions}
        assert answers == {key: answer for key, answer in cleaned.items() if answer is not None}


def test_what_is_filled_in_is_escaped():
    prepared = Prepared(f'<input value="{Slots().text("name")}">')
    assert prepared.fill({"name": ['"><b>']}) == '<input value="&quot;&gt;&lt;b&gt;">'


def test_a_nul_that_somebody_typed_cuts_nothing():
    prepared = Prepared(f"<p>{Slots().text('name')}</p>")
    assert prepared.fill({"name": ["a\x00b"]}) == "<p>a\x00b</p>"


def test_a_mark_stands_only_where_its_value_was_chosen():
    html = "".join(f"<option{Slots().mark('name', value, ' selected')}>" for value in ("1", "2"))
    assert Prepared(html).fill({"name": ["2"]}) == "<option><option selected>"
    assert Prepared(html).fill({"name": ["2", "1"]}) == "<option selected><option selected>"
    assert Prepared(html).fill(MultiValueDict()) == "<option><option>"
