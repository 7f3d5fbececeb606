"""Building with what is there: templates, saved questions and new waves."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from home.models import SiteTexts
from panel_pages.models import SurveyPage
from panel_pages.survey_templates import TEMPLATES
from panel_pages.tests.builders import fill_box, make_asked_page, make_staff, make_survey
from panel_pages.waves import copy_as_wave, free_slug
from panel_pages.who_asks import FIELDS
from surveys.blocks import QuestionsBlock, with_ids
from surveys.box import open_box
from surveys.library import fresh
from surveys.models import Box, SavedQuestions
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream
from surveys.waves import compare

pytestmark = pytest.mark.django_db

DECIDED_ANEW = (
    "opens_at", "closes_at", "results_due_on", "legal_basis", "retention_on", "reported_on", "reported_by",
    "has_special_categories",
)  # fmt: skip


def ids(raw):
    """Every id in stream data."""
    if isinstance(raw, dict):
        return {raw[name] for name in ("id",) if name in raw}.union(*map(ids, raw.values()))
    return set().union(*map(ids, raw)) if isinstance(raw, list) else set()


def newest(page):
    return SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_template_is_taken_by_the_builder_and_can_be_answered(template):
    stream = QuestionsBlock().to_python(with_ids(template.questions))
    value = QuestionsBlock().clean(stream)
    survey = Questionnaire(*compile_stream(value))
    assert survey.steps
    assert len({question.export_name for question in survey.questions}) == len(survey.questions)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_survey_begins_with_a_template_as_a_draft_that_can_be_edited(client, builder, template):
    response = client.post(reverse("survey_desk:new_survey"), {"title": "Bussen", "template": template.key})
    page = SurveyPage.objects.get(title="Bussen")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert len(newest(page).questions) == len(template.questions)
    assert client.get(response.url).status_code == 200


def test_two_surveys_of_one_template_share_no_id(client, builder):
    for _ in range(2):
        client.post(reverse("survey_desk:new_survey"), {"title": "Bussen", "template": TEMPLATES[0].key})
    first, second = SurveyPage.objects.filter(title="Bussen")
    assert first.slug != second.slug
    assert not ids(list(first.questions.raw_data)) & ids(list(second.questions.raw_data))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Noe om Svømmehallen på Øverås", "noe-om-svommehallen-pa-overas"),
        ("Ærlig talt", "aerlig-talt"),
        ("«…»", "undersokelse"),
    ],
)
def test_the_address_of_a_new_survey_loses_no_norwegian_letter(title, slug):
    assert free_slug(make_asked_page(), title) == slug


@pytest.mark.parametrize(
    "sent", [{}, {"title": "x"}, {"title": "", "template": "ideer"}, {"title": "x", "template": "99"}]
)
def test_nothing_is_made_without_a_title_and_a_template(client, builder, sent):
    assert client.post(reverse("survey_desk:new_survey"), sent).status_code == 200
    assert not SurveyPage.objects.exists()


def test_saved_questions_are_copied_with_ids_of_their_own_and_remember_where_they_came_from(client, builder):
    source, target = make_survey(is_published=False), make_survey(is_published=False)
    raw = list(newest(source).questions.raw_data)
    url = reverse("survey_desk:saved_questions", args=[source.pk])
    client.post(url, {"act": "save", "title": "Easy", "block": [raw[2]["id"], raw[3]["id"]]})
    saved = SavedQuestions.objects.get()
    behind = list(newest(target).questions.raw_data)[0]["id"]
    url = reverse("survey_desk:saved_questions", args=[target.pk])
    for _ in range(2):
        client.post(url, {"act": "insert", "saved": saved.pk, "behind": behind})
    page = newest(target)
    assert [block.value["label"] for block in list(page.questions)[1:5]] == ["Easy?", "Where?"] * 2
    new = list(page.questions.raw_data)[1:5]
    everything = [*new, *raw, *saved.questions]
    assert len(ids(everything)) == sum(len(ids([block])) for block in everything), "an id stands twice"
    assert [page.origins[block["id"]] for block in new] == [block["id"] for block in saved.questions] * 2


def test_a_saved_template_can_begin_a_survey(client, builder):
    page = make_survey(is_published=False)
    raw = list(newest(page).questions.raw_data)
    url = reverse("survey_desk:saved_questions", args=[page.pk])
    sent = {"act": "save", "title": "Ours", "is_template": "on", "block": [block["id"] for block in raw]}
    client.post(url, sent)
    assert "Ours" in client.get(reverse("survey_desk:new_survey")).content.decode()
    client.post(reverse("survey_desk:new_survey"), {"title": "New", "template": SavedQuestions.objects.get().pk})
    assert len(newest(SurveyPage.objects.get(title="New")).questions) == len(raw)


@pytest.mark.parametrize(
    "sent", [{"act": "insert"}, {"act": "insert", "saved": "x"}, {"act": "save", "title": "x"}, {"act": "save"}]
)
def test_what_leads_nowhere_is_refused_in_words(client, builder, sent):
    page = make_survey(is_published=False)
    before = list(newest(page).questions.raw_data)
    response = client.post(reverse("survey_desk:saved_questions", args=[page.pk]), sent)
    assert response.status_code == 200 and "messages" in response.content.decode()
    assert list(newest(page).questions.raw_data) == before
    assert not SavedQuestions.objects.exists()


def test_deleting_saved_questions_leaves_the_copies(client, builder):
    page = make_survey(is_published=False)
    saved = SavedQuestions.objects.create(title="x", questions=with_ids([("heading", {"heading": "a", "text": ""})]))
    client.post(reverse("survey_desk:forget_saved", args=[page.pk, saved.pk]))
    assert not SavedQuestions.objects.exists()
    assert newest(page).questions


def test_nobody_without_the_right_to_make_surveys_builds_any(client):
    page = make_survey()
    client.force_login(make_staff())
    for name, args in (("new_survey", []), ("saved_questions", [page.pk]), ("new_wave", [page.pk])):
        assert client.get(reverse(f"survey_desk:{name}", args=args)).status_code == 403


def test_a_new_wave_asks_the_same_questions_and_has_no_dates_answers_or_findings(client, builder):
    page = make_survey(findings="<p>Found</p>")
    fill_box(page, 3)
    client.post(reverse("survey_desk:new_wave", args=[page.pk]), {"title": "Again"})
    wave = SurveyPage.objects.get(title="Again")
    assert wave.previous_wave == page
    assert list(wave.questions.raw_data) == list(page.questions.raw_data)
    assert (wave.live, wave.opens_at, wave.closes_at, wave.retention_on, wave.findings) == (False, None, None, None, "")
    assert not Box.objects.filter(page_id=wave.pk).exists() and not hasattr(wave, "asking")
    assert wave.purpose == page.purpose
    client.post(reverse("survey_desk:new_wave", args=[page.pk]), {"title": "Again"})
    assert SurveyPage.objects.filter(title="Again").count() == 2


def item(key, counts, *, labels=("Yes", "No"), n=20, is_hidden=False):
    rows = [{"label": label, "percent": percent} for label, percent in zip(labels, counts, strict=True)]
    return {"id": key, "type": "single_choice", "label": key, "n": n, "is_hidden": is_hidden, "rows": rows}


def test_only_what_both_waves_show_is_compared():
    before = [item("a", [40, 60]), item("b", [50, 50]), item("c", [10, None]), item("m", [1, 99]), item("m", [2, 98])]
    now = [
        {"type": "heading", "heading": "x"},
        item("a", [55, 45], labels=("yes", "Perhaps")),
        item("b", [], labels=(), n=None, is_hidden=True),
        item("c", [20, 80]),
        item("new", [1, 99]),
        item("m", [3, 97]),
        item("m", [4, 96]),
    ]
    tables = compare(before, now)
    assert [table["label"] for table in tables] == ["a", "c", "m", "m"]
    assert [(row["before"], row["change"]) for row in tables[0]["rows"]] == [(40, 15), (None, None)]
    assert [(row["before"], row["change"]) for row in tables[1]["rows"]] == [(10, 10), (None, None)]
    assert [table["rows"][0]["before"] for table in tables[2:]] == [1, 2]


def opened(page, count, easy):
    fill_box(page, count, easy=easy)
    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())


def test_the_desk_shows_a_wave_beside_the_one_before_and_hides_what_either_hides(client, builder):
    page = make_survey()
    wave = copy_as_wave(page, title="Again", user=builder)
    for name in ("opens_at", "closes_at", "results_due_on", "retention_on", "reported_on", "reported_by"):
        setattr(wave, name, getattr(page, name))
    wave.save_revision(clean=False).publish()
    opened(page, 12, "Yes")
    opened(wave, 12, "No")
    html = client.get(reverse("survey_desk:desk", args=[wave.pk])).content.decode()
    assert 'id="panel-comparison' in html or "comparison" in html
    assert "+100" in html and "−100" in html
    Box.objects.filter(page_id=page.pk).update(opened_at=None)
    page.survey_responses.all().delete()
    html = client.get(reverse("survey_desk:desk", args=[wave.pk])).content.decode()
    assert "+100" not in html


def test_a_copy_has_no_id_of_what_it_was_copied_from():
    raw = with_ids(TEMPLATES[2].questions)
    copies, origins = fresh(raw)
    assert not ids(raw) & ids(copies)
    assert len(ids(raw)) == len(ids(copies))
    assert list(origins.values()) == [block["id"] for block in raw]


def test_who_asks_is_suggested_from_the_employees_own_last_survey_and_nothing_that_is_decided_anew(client, builder):
    SiteTexts.objects.create(
        site=Site.objects.get(is_default_site=True), owner_unit="The municipality", contact_email="post@example.org"
    )
    add = reverse("wagtailadmin_pages:add", args=["panel_pages", "surveypage", make_asked_page().pk])
    make_survey(owner=make_staff(), owner_unit="Another's unit")
    assert add in client.get(reverse("survey_desk:new_survey")).content.decode()
    assert suggested(client.get(add)) == {"The municipality", "post@example.org"}

    make_survey(
        owner=builder, owner_unit="Parks", contact_name="Ola", contact_email="ola@example.org", legal_basis="Law"
    )
    assert suggested(client.get(add)) == {"Parks", "Ola", "ola@example.org"}
    client.post(reverse("survey_desk:new_survey"), {"title": "Next", "template": TEMPLATES[0].key})
    page = SurveyPage.objects.get(title="Next")
    assert (page.owner_unit, page.contact_name, page.contact_email) == ("Parks", "Ola", "ola@example.org")
    assert {getattr(page, name) for name in DECIDED_ANEW} <= {None, ""}


def suggested(response):
    """What stands in the fields of an empty survey that publishing asks for, but for the minutes."""
    form = response.context["form"]
    return {form[name].value() for name in (*FIELDS, *DECIDED_ANEW)} - {None, ""}
