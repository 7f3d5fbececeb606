"""A survey in steps: nothing of it is lost, nobody else reads it, and only the last press sends it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from panel_pages.tests.answering import form_url, opened_answers, receipt_url
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.stepping import STEPS, answer_all, branching, names, travel, url, wishes
from surveys.models import Draft, SealedAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_survey(questions=STEPS)


def test_the_link_leads_to_an_introduction_and_writes_nothing(client, page):
    invitation = invite(page)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(form_url(invitation)).content.decode()
    assert url("step", invitation, 1) in html
    assert _("The answers are anonymous") in html
    assert date_format(page.results_due_on) in html
    assert html.count(page.purpose) == 1
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_a_step_says_where_one_is_on_the_page_and_in_the_title(client, page):
    html = client.get(url("step", invite(page), 1)).content.decode()
    where = _("Step %(number)s of %(count)s") % {"number": 1, "count": 3}
    assert re.search(rf"<title>{where}: Travel – The web pages", html)
    assert html.count(where) == 2
    assert "How you get around" in html
    assert "How far?" not in html


def test_the_whole_way_stores_one_answer_and_leaves_no_draft(client, page):
    invitation = invite(page)
    assert answer_all(client, page, invitation).url == url("review", invitation)
    html = client.get(url("review", invitation)).content.decode()
    for words in ("By bus", "It rains", "7", "Lamps"):
        assert words in html
    assert SealedAnswer.objects.count() == 0
    response = client.post(url("review", invitation))
    assert response.url == receipt_url(invitation)
    (answers,) = opened_answers()
    assert sorted(map(str, answers.values())) == sorted(
        map(str, [names(page)["By bus"], "It rains", 7, [names(page)["Lamps"]]])
    )
    assert not Draft.objects.exists()


def test_the_same_link_goes_on_where_it_was_left_on_another_device(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    elsewhere = Client()
    html = elsewhere.get(form_url(invitation)).content.decode()
    assert _("Welcome back") in html
    assert "It rains" not in html
    html = elsewhere.get(url("step", invitation, 1)).content.decode()
    assert "It rains</textarea>" in html
    assert re.search(rf'value="{names(page)["By bus"]}" checked', html)


def test_whoever_comes_back_goes_on_at_the_step_after_the_last_one_saved(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    html = client.get(form_url(invitation)).content.decode()
    assert url("step", invitation, 2) in html
    assert url("review", invitation) not in html


def test_a_step_sent_twice_changes_nothing(client, page):
    invitation = invite(page)
    for _time in range(2):
        assert client.post(url("step", invitation, 1), travel(page)).url == url("step", invitation, 2)
    assert Draft.objects.count() == 1
    assert "It rains" in client.get(url("step", invitation, 1)).content.decode()


def test_a_changed_step_keeps_what_was_answered_in_others(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    response = client.post(url("step", invitation, 1) + "?endre", travel(page, **{names(page)["Why?"]: "It snows"}))
    assert response.url == url("review", invitation)
    html = client.get(url("review", invitation)).content.decode()
    assert "It snows" in html and "Lamps" in html and "It rains" not in html


def test_an_invalid_step_comes_back_with_everything_typed_and_saves_nothing(client, page):
    invitation = invite(page)
    response = client.post(url("step", invitation, 1), travel(page, **{names(page)["How?"]: ""}))
    html = response.content.decode()
    assert response.status_code == 422
    assert re.search(rf"<title>{_('Error:')} ", html)
    assert "It rains" in html
    assert not Draft.objects.exists()


@pytest.mark.parametrize("go", ["back", "later"])
def test_whoever_goes_back_or_takes_a_break_need_not_have_answered_all(client, page, go):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    response = client.post(url("step", invitation, 2), {names(page)["How far?"]: "9", "go": go})
    assert response.url == (url("step", invitation, 1) if go == "back" else form_url(invitation))
    assert 'value="9"' in client.get(url("step", invitation, 2)).content.decode()
    assert url("step", invitation, 2) in client.get(form_url(invitation)).content.decode()


def test_a_break_keeps_what_can_be_kept_of_a_step_with_errors(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page, **{names(page)["How?"]: "nonsense"}) | {"go": "later"})
    assert "It rains" in client.get(url("step", invitation, 1)).content.decode()


@pytest.mark.parametrize("go", ["back", "later"])
def test_nobody_loses_what_she_wrote_at_length_by_taking_a_break(client, page, go):
    invitation, name = invite(page), names(page)
    client.post(url("step", invitation, 1), {name["Why?"]: "It rains", "go": "later"})
    response = client.post(
        url("step", invitation, 1), {name["How?"]: name["By bus"], name["Why?"]: "x" * 2001, "go": go}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "x" * 2001 in html
    assert html.count('class="ds-validation-message"') == 1
    # The rest is kept, whether or not she comes back to it.
    assert " checked" in client.get(url("step", invitation, 1)).content.decode()


def test_a_skipped_step_leads_back_to_what_must_be_answered_first(client, page):
    invitation = invite(page)
    assert client.get(url("step", invitation, 3)).url == url("step", invitation, 1)
    client.post(url("step", invitation, 3), wishes(page))
    for method in (client.get, client.post):
        assert method(url("review", invitation)).url == url("step", invitation, 1)
    assert not SealedAnswer.objects.exists()


@pytest.mark.parametrize("number", [0, 4, 99999999999])
def test_a_step_that_does_not_exist_leads_to_the_introduction(client, page, number):
    invitation = invite(page)
    assert client.get(url("step", invitation, number)).url == form_url(invitation)
    assert client.post(url("step", invitation, number)).url == form_url(invitation)


def test_nothing_can_be_reviewed_or_sent_before_it_is_begun(client, page):
    invitation = invite(page)
    assert client.get(url("review", invitation)).url == form_url(invitation)
    assert client.post(url("review", invitation)).url == form_url(invitation)
    assert not SealedAnswer.objects.exists()


def test_not_you_deletes_what_another_has_answered(client, page):
    invitation, other = invite(page), invite(page)
    button = f'action="{url("start_over", invitation)}"'
    assert button not in client.get(form_url(invitation)).content.decode()
    for one in (invitation, other):
        client.post(url("step", one, 1), travel(page))
    assert button in client.get(form_url(invitation)).content.decode()
    assert client.get(url("start_over", invitation)).status_code == 405
    assert client.post(url("start_over", invitation)).url == form_url(invitation)
    assert "It rains" not in client.get(url("step", invitation, 1)).content.decode()
    assert "It rains" in client.get(url("step", other, 1)).content.decode()


def test_review_names_the_question_in_every_link_to_change_it(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    html = client.get(url("review", invitation)).content.decode()
    for label in ("How?", "Why?", "How far?", "What?"):
        assert f'{_("Change")}<span class="ds-sr-only"> {label}</span>' in html


def test_a_step_that_does_not_concern_somebody_is_passed_over(client):
    page = branching()
    invitation, name = invite(page), names(page)
    assert _("At most %(count)s short steps") % {"count": 3} in client.get(url("form", invitation)).content.decode()
    first = client.get(url("step", invitation, 1)).content.decode()
    assert _("Step %(number)s of %(count)s") % {"number": 1, "count": 3} in first
    response = client.post(url("step", invitation, 1), {name["How?"]: name["On foot"]})
    assert response.url == url("step", invitation, 3)
    assert client.get(url("step", invitation, 2)).url == url("step", invitation, 3)
    html = client.get(url("step", invitation, 3)).content.decode()
    assert html.count(_("Step %(number)s of %(count)s") % {"number": 2, "count": 2}) == 2
    back = client.post(url("step", invitation, 3), wishes(page) | {"go": "back"})
    assert back.url == url("step", invitation, 1)


def test_an_answer_that_becomes_hidden_is_dropped(client):
    page = branching()
    invitation, name = invite(page), names(page)
    answer_all(client, page, invitation)
    response = client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["On foot"]})
    assert response.url == url("review", invitation) + "?borte"
    assert "How far?" not in client.get(url("review", invitation)).content.decode()
    # It does not come back either, if she takes the bus after all.
    client.post(url("step", invitation, 1) + "?endre", travel(page))
    assert 'value="7"' not in client.get(url("step", invitation, 2)).content.decode()
    client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["On foot"]})
    client.post(url("review", invitation))
    (answers,) = opened_answers()
    assert 7 not in answers.values()


def test_an_answer_in_a_draft_that_a_new_condition_hides_is_not_sent(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    raw = list(page.questions.raw_data)
    raw[3]["value"]["shown_if"] = {"question": "How?", "rule": "is", "answers": "On foot"}
    page.questions = raw
    page.save_revision(clean=False).publish()
    client.post(url("review", invitation))
    (answers,) = opened_answers()
    assert 7 not in answers.values() and "It rains" in answers.values()


def test_steps_refuse_a_form_without_its_token(page):
    invitation, strict = invite(page), Client(enforce_csrf_checks=True)
    for view, args in (("step", (1,)), ("begin", ()), ("start_over", ()), ("review", ())):
        assert strict.post(url(view, invitation, *args), travel(page)).status_code == 403
    assert not Draft.objects.exists()


def test_pages_of_steps_leak_the_link_nowhere(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    for response in (client.get(url("step", invitation, 1)), client.get(url("review", invitation))):
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]
