"""Place questions: the register's own list, kept with the version."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from surveys import places
from surveys.blocks import QuestionsBlock, with_ids
from surveys.questions import questions_of
from surveys.slot import drop
from surveys.structure import compile_stream
from surveys.tests.builders import keys, make_box, stream
from surveys.versions import keep_version

WHERE = ("place", {"label": "Where?", "help_text": "", "required": True, "level": "zone", "offers_elsewhere": True})


def options(version):
    (question,) = questions_of(version.structure.data, version.texts)
    return dict(question.options)


def test_the_options_are_the_registers_and_somewhere_else():
    assert list(dict(questions_of(*compile_stream(stream(with_ids([WHERE]))))[0].options).values()) == [
        "North", "South", "Et annet sted",
    ]  # fmt: skip


def test_the_key_of_a_place_is_the_same_wherever_it_is_made_and_its_own():
    assert places.offered("zone") == places.offered("zone")
    all_keys = [key for level in ("zone", "place") for key, _name in places.offered(level)]
    assert len(set(all_keys)) == 11


@pytest.mark.parametrize("names", [[], ["North"]])
def test_a_place_question_without_places_is_refused(names, monkeypatch):
    monkeypatch.setattr(places, "sources", [lambda level: names])
    with pytest.raises(ValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([WHERE])))
    assert list(refused.value.block_errors[0].block_errors) == ["level"]


@pytest.mark.django_db
def test_a_place_somebody_could_choose_stays_when_the_register_drops_it(monkeypatch):
    raw = with_ids([WHERE])
    box = make_box(raw)
    before = options(box.version)
    monkeypatch.setattr(places, "sources", [lambda level: ["East", "South"]])
    version = keep_version(box.page_id, stream(raw), now=timezone.now())
    assert list(options(version).values()) == ["East", "South", "Et annet sted"], "nobody has answered yet"
    questions, _options = keys(box)
    drop(box, {questions["Where?"]: next(iter(before))})
    version = keep_version(box.page_id, stream(raw), now=timezone.now())
    assert set(options(version)) >= set(before)
    assert set(options(version).values()) == {"North", "South", "East", "Et annet sted"}
