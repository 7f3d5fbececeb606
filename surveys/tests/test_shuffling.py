"""Shuffled options: an order for each link, never stored, and the same whenever she comes back."""

from collections import Counter

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from surveys.prepared import ORDERS, Filled, order_for
from surveys.tests.examples import form_of


def options_of(question, order):
    return [option["label"] for option in question.controls(Filled(order=order))["options"]]


def ask(kind="single_choice", labels="ABCDEF", **changes):
    return form_of(kind, options=list(labels), shuffles=True, **changes)[1]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "ranking"])
def test_every_order_has_all_options_once(kind):
    question = ask(kind)
    orders = {tuple(options_of(question, order)) for order in range(ORDERS)}
    assert len(orders) > ORDERS / 2
    assert all(sorted(order) == list("ABCDEF") for order in orders)


@given(st.integers(2, 12))
def test_every_option_comes_first_about_as_often(count):
    question = ask(labels=[f"Option {number}" for number in range(count)])
    firsts = Counter(options_of(question, order)[0] for order in range(ORDERS))
    assert max(firsts.values()) - min(firsts.get(label, 0) for _key, label in question.options) <= 1


def test_the_last_ones_other_and_loners_stay_where_they_are():
    labels = ["A", "B", "C", {"label": "Other", "asks_which": True}, {"label": "None", "stands_alone": True}]
    question = ask("multiple_choice", labels, keeps_last=3)
    assert {tuple(options_of(question, order)[2:]) for order in range(ORDERS)} == {("C", "Other", "None")}
    assert {options_of(question, order)[0] for order in range(ORDERS)} == {"A", "B"}


def test_options_stand_in_the_editors_order_where_nothing_is_shuffled():
    question = form_of("single_choice")[1]
    assert {tuple(options_of(question, order)) for order in range(ORDERS)} == {("A", "B", "C")}


def test_the_same_link_gives_the_same_order_and_others_other_ones():
    assert order_for("link") == order_for("link")
    assert {order_for(f"link {number}") for number in range(200)} == set(range(ORDERS))


def test_an_answer_does_not_tell_in_which_order_it_was_given():
    question = ask("multiple_choice")
    keys = [key for key, _label in question.options]
    for order in ([4, 0, 2], [2, 4, 0]):
        sent = MultiValueDict({question.clean_name: [keys[place] for place in order]})
        assert question.read(sent) == [keys[0], keys[2], keys[4]]
