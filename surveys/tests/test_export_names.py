"""Names in data files: made of words, taken by statistics programs, one for each question and lasting."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from surveys.blocks import QuestionsBlock, with_ids
from surveys.export_names import LONGEST_NAME, is_export_name, name_questions, suggest
from surveys.structure import compile_stream
from surveys.tests.builders import make_box, stream
from surveys.versions import keep_version


def ask(label="How?", name="", kind="short_text"):
    return kind, {"label": label, "help_text": "", "required": False, "export_name": name}


def names(*questions):
    structure, texts = compile_stream(stream(with_ids(questions)))
    return [texts["words"][item["id"]]["export_name"] for item in structure["items"]]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Hvor fornøyd er du?", "hvor_fornoyd_er_du"),
        ("Båt på Sjøen – ærlig talt", "bat_pa_sjoen_aerlig_talt"),
        ("3 ting", "q1_3_ting"),
        ("And", "q1_and"),
        ("Бусси", "q1"),
        ("Buss 2", "q1_buss"),
        ("Hva er det viktigste kommunen kan gjøre for deg i året som kommer?", "hva_er_det_viktigste_kommunen"),
    ],
)
def test_a_name_is_made_of_the_questions_words(label, name):
    assert names(ask(label)) == [name]


def test_two_questions_with_the_same_words_get_two_names():
    assert names(ask(), ask(), ask(name="own"), ask("Own")) == ["how", "q2_how", "own", "q4_own"]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_whatever_is_asked_every_name_is_one_of_its_own_that_programs_take(labels):
    words = {str(number): {"label": label, "export_name": ""} for number, label in enumerate(labels)}
    name_questions(words, {})
    made = [said["export_name"] for said in words.values()]
    assert all(is_export_name(name) for name in made)
    assert len({name.lower() for name in made}) == len(made)


@pytest.mark.parametrize("name", ["way", "Way_to_work", "w1", "x" * LONGEST_NAME])
def test_a_name_programs_take_is_taken(name):
    assert QuestionsBlock().clean(stream(with_ids([ask(name=name)])))


@pytest.mark.parametrize("name", ["1way", "_way", "wåy", "way to", "way-to", "AND", "x" * 61, "١"])
def test_another_name_is_refused_beside_its_field(name):
    with pytest.raises(ValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([ask(name=name)])))
    assert list(refused.value.block_errors[0].block_errors) == ["export_name"]


@pytest.mark.parametrize("second", ["way", "WAY", "way_2"])
def test_a_name_that_another_question_has_is_refused_beside_the_second(second):
    with pytest.raises(ValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([ask(name="way"), ask("Why?", name=second)])))
    assert list(refused.value.block_errors) == [1]


def test_suggestions_end():
    assert suggest("", 1, {"q1", "q1x"}) == "q1xx"


@pytest.mark.django_db
def test_a_name_lasts_when_the_words_are_mended():
    raw = with_ids([ask("How?")])
    box = make_box(raw)
    raw[0]["value"]["label"] = "How then?"
    version = keep_version(box.page_id, stream(raw), now=timezone.now())
    assert version.texts["words"][raw[0]["id"]]["export_name"] == "how"
