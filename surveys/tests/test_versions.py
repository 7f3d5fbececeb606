"""What may change after the first answer, and what an answer means whatever the words do."""

import copy

import pytest
from django.conf import settings
from django.utils import timezone

from surveys.blocks import with_ids
from surveys.box import open_box, prepare_box
from surveys.models import Box, Structure, Version
from surveys.results import results
from surveys.structure import compile_stream
from surveys.tests.builders import QUESTIONS, answer, make_box, stream
from surveys.versions import FrozenStructure, keep_version

NOW = timezone.now()


def renamed(raw):
    """The same survey with other words in another order of options."""
    raw = copy.deepcopy(raw)
    for block in raw:
        if "options" in block["value"]:
            block["value"]["options"].reverse()
            for option in block["value"]["options"]:
                option["value"]["label"] += "!"
    return raw


@pytest.mark.django_db
def test_publishing_the_same_again_keeps_the_version():
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    assert keep_version(box.page_id, stream(raw), now=NOW) == box.version
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_a_corrected_word_is_a_new_version_of_the_same_structure():
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    answer(box)
    raw[1]["value"]["label"] = "Was it easy?"
    version = keep_version(box.page_id, stream(raw), now=NOW)
    assert version != box.version
    assert version.structure == box.version.structure
    assert Structure.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["added", "removed", "option added", "option removed", "retyped"])
def test_the_structure_is_frozen_after_the_first_answer(change):
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    changed = copy.deepcopy(raw)
    if change == "added":
        changed += with_ids(QUESTIONS[4:5])
    elif change == "removed":
        changed.pop()
    elif change == "option added":
        changed[1]["value"]["options"] += with_ids([("single_choice", {"options": ["Maybe"]})])[0]["value"]["options"]
    elif change == "option removed":
        changed[2]["value"]["options"].pop()
    else:
        changed[4]["type"] = "long_text"
    keep_version(box.page_id, stream(changed), now=NOW)
    keep_version(box.page_id, stream(raw), now=NOW)
    answer(box)
    with pytest.raises(FrozenStructure):
        keep_version(box.page_id, stream(changed), now=NOW)


@pytest.mark.django_db
def test_renaming_and_reordering_options_never_changes_what_an_answer_means():
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    for easy in ["Yes"] * 7 + ["No"] * 5:
        answer(box, easy=easy)
    version = keep_version(box.page_id, stream(renamed(raw)), now=NOW)
    prepare_box(box.page_id, version, public_key=box.public_key, delete_on=box.delete_on)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)
    data = results(Box.objects.get(pk=box.pk), invited=12)
    easy = next(item for item in data["items"] if item.get("label") == "Easy?")
    assert {row["label"]: row["count"] for row in easy["rows"]} == {"No!": 5, "Yes!": 7}


def test_the_structure_holds_no_words():
    structure, _texts = compile_stream(stream(with_ids(QUESTIONS)))
    for words in ("Easy", "Phone", "content", "Finding"):
        assert words not in str(structure)
