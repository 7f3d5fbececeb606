"""How pages tell what came of it: the finding as headline, what was said and done, the way there, a dot for everyone."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from panel_pages.dots import dots
from panel_pages.outcome_blocks import AdviceBlock, DotsBlock, StripBlock, WayBlock
from panel_pages.states import Deed, Place
from panel_pages.templatetags.panel_tags import count_questions, most_given
from panel_pages.tests.builders import fill_box, make_survey
from panel_pages.way import way_of
from surveys.box import delete_expired, open_box
from surveys.models import Box
from surveys.results import publish_results

ADVICE = '[{"type": "advice", "value": {"said": "The search fails", "state": "no", "deed": "No money this year"}}]'


def publish(page, *, answers=12, now=None):
    """Answers, opened and published."""
    now = now or timezone.now()
    fill_box(page, answers)
    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=now)
    box.refresh_from_db()
    publish_results(box, invited=answers, by=None, now=now)
    return type(page).objects.get(pk=page.pk)


def h1_of(client, page):
    html = client.get(page.url).content.decode()
    return re.search(r"<h1>(.*?)</h1>", html)[1], html


@pytest.mark.django_db
def test_the_finding_and_the_advice_wait_for_the_figures(client):
    page = make_survey(title="Web pages", finding="Easy to read, hard to search", advice=ADVICE)
    heading, html = h1_of(client, page)
    assert heading == "Web pages"
    assert "hard to search" not in html
    assert "The search fails" not in html

    heading, html = h1_of(client, publish(page))
    assert heading == "Easy to read, hard to search"
    assert "No money this year" in html
    assert 'data-state="no"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "is_told"), [({"advice": ADVICE}, True), ({"findings": "<p>More</p>"}, True), ({}, False)]
)
def test_answers_to_advice_are_enough_to_publish_with(told, is_told):
    assert make_survey(finding="A headline", **told).tells_what_came_of_it is is_told


@pytest.mark.django_db
def test_a_survey_without_a_finding_is_headed_by_its_title(client):
    heading, html = h1_of(client, publish(make_survey(title="Web pages")))
    assert heading == "Web pages"
    assert "12 av 12" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "now_at"),
    [
        (1, 8, "Vi lager spørsmålene"),
        (-1, 8, "De som er spurt, svarer"),
        (-9, -1, "Vi leser svarene"),
    ],
)
def test_one_stop_on_the_way_is_now(opens, closes, now_at):
    now = timezone.now()
    page = make_survey(opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))
    stops = way_of(page, now=now)
    assert [stop.heading for stop in stops if stop.place == Place.NOW] == [now_at]
    places = [stop.place for stop in stops]
    assert places == sorted(places, key=[Place.PAST, Place.NOW, Place.COMING].index)


@pytest.mark.django_db
def test_published_results_are_now_until_the_answers_are_deleted_and_after():
    now = timezone.now()
    page = publish(make_survey(), now=now)
    heading = "Alle kan lese resultatene, og hva vi gjør med dem"
    stops = way_of(page, now=now)
    assert [(stop.heading, stop.place) for stop in stops][-2:] == [
        (heading, Place.NOW),
        ("Alle svarene slettes", Place.COMING),
    ]
    now += timedelta(days=400)
    delete_expired(today=now.date())
    later = way_of(type(page).objects.get(), now=now)
    assert [stop.place for stop in later][-2:] == [Place.NOW, Place.PAST]


def question(*rows):
    return {"rows": [{"label": label, "count": count, "is_largest": is_largest} for label, count, is_largest in rows]}


def test_the_answer_most_gave_is_told():
    assert most_given(question(("Yes", 7, True), ("No", 3, False)))["label"] == "Yes"


@pytest.mark.parametrize(
    "rows",
    [
        [("Yes", 5, True), ("No", 5, True)],
        [("Yes", 7, True), ("No", None, False)],
        [("Yes", 0, False), ("No", 0, False)],
        [],
    ],
)
def test_none_is_said_to_be_most_when_two_are_or_something_is_hidden(rows):
    assert most_given(question(*rows)) is None


@pytest.mark.parametrize(("whole", "width"), [(407, 370), (39, 130), (3, 40), (0, 10)])
def test_a_few_dots_are_a_field_and_not_a_line(whole, width):
    field = dots(whole, whole // 2)
    assert field["width"] == width
    assert field["width"] * field["height"] >= whole * 100
    assert sum(piece["width"] * piece["height"] for piece in field["pieces"]) == whole * 100


def test_only_one_stop_can_be_now():
    block = WayBlock()
    step = {"heading": "We read", "text": "", "place": Place.NOW}
    block.clean(block.to_python([{"type": "step", "value": step}]))
    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python([{"type": "step", "value": step}] * 2))


def test_more_filled_dots_than_dots_are_refused():
    block = DotsBlock()
    block.clean(block.to_python(block.meta.preview_value))
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(block.meta.preview_value | {"part": 40}))


def test_a_strip_holds_four_figures_and_one_field_of_dots():
    block = StripBlock()
    figure = {"type": "figure", "value": {"label": "came", "number": "39"}}
    field = {"type": "dots", "value": DotsBlock().meta.preview_value}
    block.clean(block.to_python([field, *[figure] * 4]))
    for too_much in ([figure] * 5, [field] * 2):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(too_much))


@pytest.mark.parametrize("state", Deed)
def test_every_answer_to_advice_has_words_and_a_shape(state):
    block = AdviceBlock()
    html = block.render(block.to_python({"said": "More benches", "state": state.value, "deed": "This spring"}))
    assert f'data-state="{state.value}"' in html
    assert str(state.label) in html


@pytest.mark.django_db
def test_a_picture_without_a_description_is_refused():

    page = make_survey()
    page.picture = get_image_model().objects.create(title="Bridge", file=get_test_image_file())
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    assert "picture_alt" in refusal.value.message_dict
    page.picture_alt = "A bridge"
    page.full_clean()


def test_a_matrix_is_one_question_and_what_is_written_at_other_is_none():
    items = [
        {"type": "heading", "id": "h"},
        *({"type": "matrix", "id": "m", "name": name} for name in ("m_1", "m_2", "m_3")),
        {"type": "single_choice", "id": "s"},
        {"type": "other_text", "id": "o"},
    ]
    assert count_questions(items) == 2
