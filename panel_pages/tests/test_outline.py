"""The survey at a glance, and what an editor is shown while she builds: also when it is half written."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from wagtail.test.utils.form_data import querydict_from_html

from panel_pages.outline import outline
from panel_pages.tests.builders import make_asked_page, make_survey
from panel_pages.tests.editing import editor_data
from staff.tests.builders import make_employee
from surveys.blocks import QuestionsBlock, with_ids
from surveys.tests.builders import stream
from surveys.tests.conftest import _places  # noqa: F401 - places without a register
from surveys.tests.strategies import surveys

ALL = {"help_text": "", "required": True}
DOG = {"question": "Dog?", "rule": "is", "answers": "Ja"}
BRANCHING = [
    ("yes_no", ALL | {"label": "Dog?", "offers_dont_know": False}),
    ("section", {"heading": "The dog", "text": "", "shown_if": DOG}),
    ("information", {"text": "<p>About it</p>"}),
    ("single_choice", ALL | {"label": "How big?", "options": ["Small", "Big"], "export_name": "size",
                             "option_conditions": [DOG | {"option": "Big"}]}),
]  # fmt: skip


def test_the_outline_says_steps_questions_names_and_conditions_in_words():
    first, second = outline(stream(with_ids(BRANCHING)))
    assert [block["words"]["label"] for block in first["blocks"]] == ["Dog?"]
    assert "Dog?" in second["only_if"][0] and "Ja" in second["only_if"][0]
    assert [block["question"].export_name for block in second["blocks"] if block["question"]] == ["size"]
    assert second["blocks"][1]["only_if"][0].startswith("«Big»: ")
    numbers = [block["number"] for block in first["blocks"] + second["blocks"]]
    assert numbers == [1, None, 2], "questions are numbered through, and a text between them has no number"


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["", "outline"])
def test_the_preview_shows_steps_with_conditions_and_has_nothing_to_send(client, rf, mode):
    page = make_survey(questions=BRANCHING, is_published=False)
    response = page.make_preview_request(rf.get("/"), mode)
    html = response.render().content.decode()
    for words in ("Dog?", "The dog", "How big?", "2"):
        assert words in html
    assert html.count("only-if") >= 2
    # A step is headed by a heading: a bold paragraph is a fault to Wagtail's own check beside the preview.
    assert "<h2" in html and "<p><b>" not in html and '<p class="step-count">' not in html
    assert "<form" not in html.split("<main")[1]


def test_blocks_that_were_just_added_have_no_ids_and_are_kept_apart():
    value = QuestionsBlock().to_python([{"type": kind, "value": value} for kind, value in with_types(BRANCHING)])
    for child in value:
        child.id = None
    assert sum(len(part["blocks"]) for part in outline(value)) == 3


def with_types(blocks):
    return [(block["type"], block["value"]) for block in with_ids(blocks)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(surveys)
def test_whatever_is_built_has_an_outline(raw):
    parts = outline(stream(raw))
    assert sum(len(part["blocks"]) for part in parts) >= len(raw) - sum(block["type"] == "section" for block in raw)


@pytest.mark.parametrize("kind", QuestionsBlock().child_blocks)
def test_a_half_written_block_has_an_outline_and_a_picture(kind):
    block = QuestionsBlock().child_blocks[kind]
    outline(QuestionsBlock().to_python([{"type": kind, "value": {}}]))
    if block.meta.group == QuestionsBlock().child_blocks["scale"].meta.group:
        assert block.is_previewable, "the picker shows every question"


@pytest.mark.django_db
def test_the_picker_shows_every_question_as_residents_meet_it(client):
    make_asked_page()
    client.force_login(make_employee("Undersøkelsesansvarlig"))
    for block in QuestionsBlock().child_blocks.values():
        if block.is_previewable:
            url = reverse("wagtailadmin_block_preview") + f"?id={block.definition_prefix}"
            response = client.get(url)
            assert response.status_code == 200
            assert "ds-label" in response.content.decode()


@pytest.mark.django_db
def test_the_editor_has_the_outline_above_the_questions(client):
    page = make_survey(questions=BRANCHING, is_published=False)
    client.force_login(make_employee("Undersøkelsesansvarlig"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "survey-outline" in html and "How big?" in html.split("survey-outline")[1]
    assert editor_data(page, html) and querydict_from_html(html, form_id="page-edit-form")


@pytest.mark.django_db
def test_a_survey_of_sixty_questions_can_be_saved_in_the_editor(client):
    options = [f"Option {number}" for number in range(8)]
    choices = [("single_choice", ALL | {"label": f"Question {number}?", "options": options}) for number in range(60)]
    page = make_survey(questions=choices, is_published=False)
    client.force_login(make_employee("Undersøkelsesansvarlig"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = editor_data(page, client.get(url).content.decode())
    assert len(data) > 1000, "more fields than Django takes by itself"
    assert client.post(url, data).status_code == 302
    assert len(page.get_latest_revision_as_object().questions) == 60
