"""What the builder takes and what it refuses, beside the field it is about."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.base import get_error_json_data
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from surveys.between import information_words
from surveys.blocks import QuestionsBlock, with_ids
from surveys.tests.builders import stream
from surveys.tests.examples import EXAMPLES


def clean(kind, **changes):
    return QuestionsBlock().clean(stream(with_ids([(kind, EXAMPLES[kind] | changes)])))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_builder_takes_a_whole_question(kind):
    assert len(clean(kind)) == 1


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("single_choice", {"options": ["Yes", " yes "]}),
        ("single_choice", {"options": ["Yes"]}),
        ("multiple_choice", {"at_least": 3, "at_most": 2}),
        ("multiple_choice", {"at_most": 4}),
        ("multiple_choice", {"at_least": 3, "options": ["A", "B", {"label": "None", "stands_alone": True}]}),
        ("number", {"lowest": 5, "highest": 5}),
        ("date", {"first_year": 2026, "last_year": 2020}),
        ("date", {"first_year": None}),
        ("matrix", {"rows": ["Roads", "Roads"]}),
        ("matrix", {"columns": list("ABCDEFGH")}),
        ("ranking", {"options": ["A", "A"]}),
        ("scale", {"highest": 11}),
    ],
)
def test_the_builder_refuses_a_question_nobody_could_answer_well(kind, changes):
    with pytest.raises(ValidationError):
        clean(kind, **changes)


@pytest.mark.parametrize("kind", QuestionsBlock().child_blocks)
def test_a_new_block_has_room_for_the_options_it_needs(kind):
    block = QuestionsBlock().child_blocks[kind]
    lists = {
        name: len(block.get_default()[name]) for name in ("options", "rows", "columns") if name in block.child_blocks
    }
    assert set(lists.values()) <= {2}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_condition_comes_first_in_the_fold_of_a_question_and_opens_with_it(kind):
    block = QuestionsBlock().child_blocks[kind]
    fold = block.meta.form_layout.children[-1]
    assert fold.children[0] == "shown_if"
    assert fold.classname == "collapsed"
    assert not block.child_blocks["shown_if"].meta.collapsed


@pytest.mark.parametrize("kind", ["section", "information"])
def test_the_condition_of_what_is_no_question_is_a_fold_of_its_own(kind):
    assert QuestionsBlock().child_blocks[kind].child_blocks["shown_if"].meta.collapsed


def test_the_rows_of_a_matrix_are_called_rows():
    matrix = QuestionsBlock().child_blocks["matrix"]
    called = [matrix.child_blocks[name].child_block.child_blocks["label"].label for name in ("rows", "columns")]
    assert called == [_("Row"), _("Option")]
    for name, sentence in (
        ("rows", _("Two rows have the same words.")),
        ("columns", _("Two options have the same words.")),
    ):
        with pytest.raises(ValidationError) as refusal:
            clean("matrix", **{name: ["A", "a"]})
        assert sentence in str(get_error_json_data(refusal.value))


MAP = {"text": "", "alt_text": "", "is_decorative": False}


@pytest.fixture
def picture(db):
    picture = Image(title="Map", file=get_test_image_file())
    picture.save()
    return picture


def test_a_picture_between_questions_must_be_described_or_be_decoration(picture):
    with pytest.raises(ValidationError) as refused:
        information(picture)
    assert "alt_text" in refused.value.block_errors[0].block_errors
    assert 'alt="Three bridges"' in information(picture, alt_text="Three bridges")


def test_decoration_between_questions_is_silent(picture):
    assert 'alt=""' in information(picture, alt_text="Not read", is_decorative=True)


def information(picture, **changes):
    """The HTML of `picture` between questions, once the builder has taken it."""
    blocks = QuestionsBlock().clean(stream(with_ids([("information", MAP | {"picture": picture.pk} | changes)])))
    return information_words(blocks[0].value)["picture"]


def test_what_has_no_words_yet_is_called_by_its_kind_and_not_by_a_tick():
    """Wagtail takes the first field that has something to say, and a tick that is not set says «No»."""
    for block in QuestionsBlock().child_blocks.values():
        for name, part in getattr(block, "child_blocks", {}).items():
            if name in ("options", "rows", "columns"):
                assert part.child_block.meta.label_format == "{label}" and part.child_block.label
        if "required" in block.child_blocks:
            assert block.meta.label_format == "{label}" and block.label
