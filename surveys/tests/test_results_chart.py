"""Published figures in the text of other pages: the stored snapshot, and nothing an editor may not show."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from blog.tests.builders import make_post
from panel_pages.tests.builders import fill_box, make_survey
from surveys.box import open_box
from surveys.models import Box, Response, ResultSnapshot
from surveys.results import publish_results
from surveys.results_chart import ResultsChartBlock, find_published_question, published_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(settings):
    """A survey with twelve published answers."""
    page = make_survey(title="The web pages")
    fill_box(page, 12)
    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    box.refresh_from_db()
    publish_results(box, invited=20, by=None, now=timezone.now())
    return page


def choice_of(survey, label):
    """What an editor chooses to show the question `label`."""
    choices = next(choices for title, choices in published_questions() if title == survey.title)
    return next(value for value, words in choices if words == label)


def render(value):
    block = ResultsChartBlock()
    return block.render(block.to_python({"question": value, "note": "eksempeltall"}))


def test_a_chart_is_a_table_with_bars_and_a_link_to_the_whole(survey):
    html = render(choice_of(survey, "Easy?"))
    assert "<table" in html and "<caption>Easy?" in html
    assert '<rect width="100"' in html and "100\N{NO-BREAK SPACE}%" in html
    assert "eksempeltall" in html
    assert f'href="{survey.url}"' in html


def test_only_questions_with_published_figures_are_offered(survey):
    unpublished = make_survey(title="Not told yet")
    groups = dict(published_questions())
    assert unpublished.title not in groups
    # Nobody answered «Where?», and written answers are never published.
    assert [label for _value, label in groups[survey.title]] == ["Easy?", "How content?"]


def test_a_chart_shows_the_stored_figures_and_counts_nothing(survey):
    value = choice_of(survey, "Easy?")
    before = render(value)
    Response.objects.all().delete()
    assert render(value) == before


def test_an_unpublished_or_guarded_survey_shows_nothing(survey):
    value = choice_of(survey, "Easy?")
    restriction = survey.view_restrictions.create(restriction_type="login")
    assert not render(value).strip()
    restriction.delete()
    assert render(value).strip()
    Page.objects.filter(pk=survey.pk).update(live=False)
    assert not render(value).strip()
    assert survey.title not in dict(published_questions())


def test_each_row_of_a_matrix_is_a_chart_of_its_own(survey):
    snapshot = ResultSnapshot.objects.get()
    rows = [{"label": "Yes", "count": 12, "percent": 100, "is_largest": True}]
    row = {"id": "m", "type": "matrix", "n": 12, "is_hidden": False, "rows": rows}
    snapshot.data["items"] = [{**row, "label": "Phone"}, {**row, "label": "Desk", "rows": []}, {**row, "label": "Web"}]
    snapshot.save()
    assert dict(published_questions())[survey.title] == [(f"{survey.pk}:m:0", "Phone"), (f"{survey.pk}:m:2", "Web")]
    assert find_published_question(f"{survey.pk}:m:2")[1]["label"] == "Web"
    assert find_published_question(f"{survey.pk}:m:1") == (None, None)


@pytest.mark.parametrize("value", ["", None, "x", "1:", "999999:abc", "²:x", ":"])
def test_a_value_that_leads_nowhere_shows_nothing(value):
    assert find_published_question(value) == (None, None)
    assert not render(value).strip()


def test_an_editor_can_choose_only_what_is_published(survey):
    block = ResultsChartBlock()
    assert block.clean(block.to_python({"question": choice_of(survey, "Easy?"), "note": ""}))
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"question": f"{survey.pk}:made-up", "note": ""}))


def test_reading_a_page_looks_up_no_choices(survey, django_assert_max_num_queries):
    block = ResultsChartBlock()
    value = choice_of(survey, "Easy?")
    with django_assert_max_num_queries(0):
        block.to_python({"question": value, "note": ""})
    with django_assert_max_num_queries(3):
        find_published_question(value)


def test_a_survey_knows_the_posts_that_show_it(survey):
    post = make_post(body=[("results_chart", {"question": choice_of(survey, "Easy?"), "note": ""})])
    users = ReferenceIndex.get_references_to(Page.objects.get(pk=survey.pk))
    assert str(post.pk) in [reference.object_id for reference in users]


def test_the_snapshot_is_left_as_it_was(survey):
    before = ResultSnapshot.objects.get().data
    render(choice_of(survey, "Easy?"))
    assert ResultSnapshot.objects.get().data == before
