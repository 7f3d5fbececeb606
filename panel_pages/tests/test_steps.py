"""A survey in steps: nothing of it is lost, nobody else reads it, and only the last press sends it."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to
from members.links import draft_keys
from members.membership import leave
from panel_pages.answering import sending
from panel_pages.jobs import forget_unsent
from panel_pages.tests.answering import form_url, opened_answers, receipt_url, statements
from panel_pages.tests.builders import invite, make_survey
from surveys.models import Box, Draft, SealedAnswer
from surveys.questionnaire import questionnaire

pytestmark = pytest.mark.django_db

ALL = {"help_text": "", "required": False}
STEPS = [
    ("section", {"heading": "Travel", "text": "How you get around"}),
    ("single_choice", ALL | {"label": "How?", "required": True, "options": ["On foot", "By bus"]}),
    ("long_text", ALL | {"label": "Why?"}),
    ("section", {"heading": "Home", "text": ""}),
    ("number", ALL | {"label": "How far?", "lowest": 0, "highest": 50, "unit": "km"}),
    ("section", {"heading": "Wishes", "text": ""}),
    ("multiple_choice", ALL | {"label": "What?", "required": True, "options": ["Benches", "Lamps"]}),
]


AGREES = {"consent": "yes"}


@pytest.fixture
def page():
    return make_survey(questions=STEPS)


def url(view, invitation, *args):
    return reverse(f"answering:{view}", args=[link_to(invitation), *args])


def names(page):
    """{label: field name}, and the options as {words: key}."""
    questions = page.get_form_fields()
    options = {label: key for question in questions for key, label in getattr(question, "options", ())}
    return {question.label: question.clean_name for question in questions} | options


def travel(page, **changes):
    name = names(page)
    return {name["How?"]: name["By bus"], name["Why?"]: "It rains"} | changes


def wishes(page):
    name = names(page)
    return {name["What?"]: [name["Lamps"]]}


def answer_all(client, page, invitation):
    """Go through the three steps."""
    client.post(url("step", invitation, 1), travel(page))
    client.post(url("step", invitation, 2), {names(page)["How far?"]: "7"})
    return client.post(url("step", invitation, 3), wishes(page))


def test_the_link_leads_to_an_introduction_and_writes_nothing(client, page):
    invitation = invite(page)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(form_url(invitation)).content.decode()
    assert url("step", invitation, 1) in html
    assert _("The answers are anonymous") in html
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
    for one in (invitation, other):
        client.post(url("step", one, 1), travel(page))
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


def branching():
    """The same survey, whose second step is only for those who take the bus."""
    by_bus = {"shown_if": {"question": "How?", "rule": "is", "answers": "By bus"}}
    return make_survey(questions=[*STEPS[:3], ("section", STEPS[3][1] | by_bus), *STEPS[4:]])


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
    assert response.url == url("review", invitation)
    assert "How far?" not in client.get(url("review", invitation)).content.decode()
    client.post(url("review", invitation))
    (answers,) = opened_answers()
    assert 7 not in answers.values()


# What a draft is made of.


def test_a_draft_is_of_one_length_and_cannot_be_read_or_found_without_the_link(client, page):
    short, long = invite(page), invite(page)
    name = names(page)
    client.post(url("step", short, 1), {name["How?"]: name["On foot"]})
    client.post(url("step", long, 1), travel(page, **{name["Why?"]: "x" * 2000}))
    drafts = [bytes(draft.ciphertext) for draft in Draft.objects.all()]
    assert len({len(draft) for draft in drafts}) == 1
    assert not any(b"xxxx" in draft or name["On foot"].encode() in draft for draft in drafts)
    assert {field.name for field in Draft._meta.get_fields()} == {"id", "box", "ciphertext"}
    assert not any(str(invitation.pk) == draft.id for draft in Draft.objects.all() for invitation in (short, long))


def test_a_draft_outlives_a_new_secret_and_moves_under_it(client, page, settings):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    old = settings.PANEL_SECRET
    settings.PANEL_SECRET, settings.PANEL_SECRET_FALLBACKS = "another-secret-that-is-long-enough", [old]
    client.post(url("step", invitation, 2), {})
    assert [draft.id for draft in Draft.objects.all()] == [next(iter(draft_keys(invitation)))]
    settings.PANEL_SECRET_FALLBACKS = []
    assert "It rains" in client.get(url("step", invitation, 1)).content.decode()


def test_a_damaged_draft_is_no_draft(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    Draft.objects.update(ciphertext=b"x" * 100)
    assert client.get(form_url(invitation)).status_code == 200
    assert client.post(url("step", invitation, 1), travel(page)).url == url("step", invitation, 2)


def test_a_draft_goes_with_the_member(client, page):
    invitation, other = invite(page), invite(page)
    for one in (invitation, other):
        client.post(url("step", one, 1), travel(page))
    leave(invitation.member)
    assert [draft.id for draft in Draft.objects.all()] == [next(iter(draft_keys(other)))]


@pytest.mark.parametrize(("minutes", "are_gone"), [(29, False), (31, True)])
def test_drafts_go_when_nobody_can_send_them_any_more(client, page, minutes, are_gone):
    client.post(url("step", invite(page), 1), travel(page))
    now = timezone.now()
    Asking.objects.update(closes_at=now - timedelta(minutes=minutes))
    forget_unsent(now)
    assert Draft.objects.exists() is not are_gone
    assert Box.objects.get().traces_remain is are_gone


# Special categories.


def test_sensitive_answers_are_kept_on_the_way_only_for_those_who_ask(client):
    page = make_survey(questions=STEPS, has_special_categories=True)
    invitation = invite(page)
    html = client.get(form_url(invitation)).content.decode()
    assert url("whole", invitation) in html
    # Nobody agrees to what she has not read.
    assert html.index(_("The answers are anonymous")) < html.index('name="consent"')
    assert html.count(_("The answers are anonymous")) == 1
    assert client.get(url("step", invitation, 1)).url == form_url(invitation)
    assert client.post(url("step", invitation, 1), travel(page)).url == form_url(invitation)
    assert not Draft.objects.exists()

    assert client.post(url("begin", invitation)).status_code == 422
    assert not Draft.objects.exists()
    assert client.post(url("begin", invitation), AGREES).url == url("step", invitation, 1)
    assert client.post(url("step", invitation, 1), travel(page)).url == url("step", invitation, 2)
    assert Draft.objects.count() == 1


def test_all_steps_can_be_answered_on_one_page(client):
    page = make_survey(questions=STEPS, has_special_categories=True)
    invitation = invite(page)
    html = client.get(url("whole", invitation)).content.decode()
    assert html.index("Travel") < html.index("How?") < html.index("Wishes") < html.index("What?")
    assert client.post(url("whole", invitation), travel(page) | wishes(page) | AGREES).url == receipt_url(invitation)
    assert len(opened_answers()) == 1
    assert not Draft.objects.exists()


# Times, races and breakdowns.


def close(minutes_ago):
    Asking.objects.update(closes_at=timezone.now() - timedelta(minutes=minutes_ago))


def test_those_inside_at_closing_finish_and_nobody_else_begins(client, page):
    inside, outside = invite(page), invite(page)
    client.post(url("step", inside, 1), travel(page))
    close(minutes_ago=1)
    assert client.get(form_url(outside)).status_code == 410
    assert client.get(url("step", outside, 1)).status_code == 410
    assert client.post(url("step", outside, 1), travel(page)).status_code == 410
    assert client.get(form_url(inside)).status_code == 200
    client.post(url("step", inside, 2), {})
    client.post(url("step", inside, 3), wishes(page))
    assert client.post(url("review", inside)).url == receipt_url(inside)


def test_a_step_sent_too_late_is_shown_to_its_writer_and_not_kept(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    close(minutes_ago=31)
    response = client.post(url("step", invitation, 2), {names(page)["How far?"]: "9"})
    assert response.status_code == 410
    html = response.content.decode()
    assert "It rains" in html and "<dd>9 km</dd>" in html
    assert client.post(url("review", invitation)).status_code == 410
    assert not SealedAnswer.objects.exists()


def test_new_words_between_two_steps_lose_nothing(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    raw = list(page.questions.raw_data)
    raw[2]["value"]["label"] = "Why so?"
    page.questions = raw
    page.save_revision(clean=False).publish()
    html = client.get(url("step", invitation, 1)).content.decode()
    assert "Why so?" in html and "It rains" in html


def test_an_answer_that_no_longer_is_one_is_left_out_of_the_draft(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    raw = list(page.questions.raw_data)
    page.questions = raw[:1] + raw[2:]
    page.save_revision(clean=False).publish()
    client.post(url("step", invitation, 2), {})
    client.post(url("step", invitation, 3), wishes(page))
    client.post(url("review", invitation))
    (answers,) = opened_answers()
    assert set(map(str, answers.values())) == {"It rains", str([names(page)["Lamps"]])}


def test_a_step_that_comes_after_the_sending_leaves_no_draft(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    client.post(url("review", invitation))
    for view, args in (("step", (1,)), ("begin", ()), ("review", ())):
        html = client.post(url(view, invitation, *args), travel(page)).content.decode()
        assert _("You have already answered") in html
    assert not Draft.objects.exists()
    assert SealedAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_sendings_of_one_link_store_one_answer():
    page = make_survey(questions=STEPS)
    invitation = invite(page)
    answer_all(Client(), page, invitation)
    barrier, statuses = Barrier(10), []

    def send():
        browser = Client()
        barrier.wait()
        for _time in range(5):
            statuses.append(browser.post(url("review", invitation)).status_code)
        connection.close()

    threads = [Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 50
    assert SealedAnswer.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_devices_that_save_different_steps_at_once_lose_neither():
    page = make_survey(questions=STEPS)
    invitation = invite(page)
    barrier = Barrier(2)

    def send(number, data):
        browser = Client()
        barrier.wait()
        browser.post(url("step", invitation, number), data)
        connection.close()

    threads = [Thread(target=send, args=one) for one in ((1, travel(page)), (3, wishes(page)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    html = Client().get(url("review", invitation)).content.decode()
    assert "It rains" in html and "Lamps" in html


@pytest.mark.django_db(transaction=True)
def test_database_gone_at_sending_gets_a_clear_page_and_keeps_the_draft(client, monkeypatch, caplog):
    page = make_survey(questions=STEPS)
    invitation = invite(page)
    answer_all(client, page, invitation)

    def break_down(box, answers, **_about):
        raise DatabaseError(f"could not store {answers}")

    with monkeypatch.context() as broken:
        broken.setattr(sending, "drop", break_down)
        response = client.post(url("review", invitation))
    assert response.status_code == 503
    assert "It rains" not in caplog.text
    assert not Invitation.objects.answered().exists()
    assert client.post(url("review", invitation)).url == receipt_url(invitation)


def test_a_step_costs_as_much_in_a_long_survey_as_in_a_short_one(client):
    short = make_survey(questions=STEPS)
    long = make_survey(questions=STEPS + [block for _ in range(8) for block in STEPS])
    costs = []
    for page in (short, long):
        invitation = invite(page)
        client.post(url("step", invitation, 1), travel(page))
        questionnaire(page.survey_box.version_id)
        with CaptureQueriesContext(connection) as shown:
            client.get(url("step", invitation, 2))
        with CaptureQueriesContext(connection) as saved:
            client.post(url("step", invitation, 2), {})
        costs.append((len(statements(shown)), len(statements(saved))))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 3
    assert costs[0][1] <= 6


@pytest.mark.usefixtures("memory_of_production")
def test_sending_costs_five_statements(client, page):
    invitation = invite(page)
    answer_all(client, page, invitation)
    with CaptureQueriesContext(connection) as queries:
        client.post(url("review", invitation))
    assert [sql.split()[0] for sql in statements(queries)] == ["SELECT", "SELECT", "UPDATE", "INSERT", "DELETE"]


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
