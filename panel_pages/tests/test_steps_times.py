"""Steps when things go wrong: the survey closes or changes, two are there at once, or the database is gone."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Asking, Invitation
from panel_pages.answering import sending, steps
from panel_pages.tests.answering import form_url, opened_answers, receipt_url, statements
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.stepping import ALL, STEPS, answer_all, names, travel, url, wishes
from surveys.models import Draft, SealedAnswer
from surveys.questionnaire import questionnaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_survey(questions=STEPS)


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


def test_those_inside_after_closing_are_told_until_when_they_can_send_and_not_that_it_is_open(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    stated = _("Open until %(day)s at %(time)s").split("%")[0].strip()
    for name, *number in (("form",), ("step", 2)):
        assert stated in client.get(url(name, invitation, *number)).content.decode()
    close(minutes_ago=1)
    until = timezone.localtime(Asking.objects.get().takes_answers_until)
    late = _("Closed, but you can send until %(time)s") % {"time": f"{until:%H.%M}"}
    for name, *number in (("form",), ("step", 2)):
        html = client.get(url(name, invitation, *number)).content.decode()
        assert late in html and stated not in html


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


def test_whoever_comes_back_too_late_is_shown_what_she_had_not_sent(client, page):
    begun, other = invite(page), invite(page)
    client.post(url("step", begun, 1), travel(page))
    close(minutes_ago=31)
    for address in (form_url(begun), url("step", begun, 2)):
        response = client.get(address)
        assert response.status_code == 410
        assert "It rains" in response.content.decode()
        assert _("Your answers did not come in time, and do not count") in response.content.decode()
    assert "It rains" not in client.get(form_url(other)).content.decode()


@pytest.fixture
def between_three_and_four(client):
    """(page, invitation) of somebody who has saved three of four steps when the words of all four are published anew."""
    last = [("section", {"heading": "Last", "text": ""}), ("short_text", ALL | {"label": "Which lamp?"})]
    page = make_survey(questions=[*STEPS, *last])
    invitation = invite(page)
    assert answer_all(client, page, invitation).url == url("step", invitation, 4)
    raw = list(page.questions.raw_data)
    for block in raw:
        name = "label" if "label" in block["value"] else "heading"
        block["value"][name] = "New: " + block["value"][name]
    page.questions = raw
    page.save_revision(clean=False).publish()
    return page, invitation


def test_closing_and_new_words_between_steps_three_and_four_lose_nothing(client, between_three_and_four):
    page, invitation = between_three_and_four
    close(minutes_ago=29)
    html = client.get(url("step", invitation, 4)).content.decode()
    assert "New: Which lamp?" in html and "New: Last" in html
    response = client.post(url("step", invitation, 4), {names(page)["New: Which lamp?"]: "By the river"})
    assert response.url == url("review", invitation)
    html = client.get(response.url).content.decode()
    assert "New: How?" in html and "It rains" in html and "By the river" in html
    assert client.post(response.url, {"told": page.survey_box.told}).url == receipt_url(invitation)
    (answers,) = opened_answers()
    name = names(page)
    assert sorted(map(str, answers.values())) == sorted(
        [name["By bus"], "It rains", "7", str([name["Lamps"]]), "By the river"]
    )
    assert not Draft.objects.exists()


def test_after_the_grace_period_all_four_steps_are_shown_to_their_writer_and_not_kept(client, between_three_and_four):
    page, invitation = between_three_and_four
    before = bytes(Draft.objects.get().ciphertext)
    close(minutes_ago=31)
    assert client.get(url("step", invitation, 4)).status_code == 410
    response = client.post(url("step", invitation, 4), {names(page)["New: Which lamp?"]: "By the river"})
    assert response.status_code == 410
    html = response.content.decode()
    for words in ("New: How?", "By bus", "It rains", "7 km", "Lamps", "By the river"):
        assert words in html
    assert bytes(Draft.objects.get().ciphertext) == before
    late = client.post(url("review", invitation), {"told": page.survey_box.told})
    assert late.status_code == 410 and "It rains" in late.content.decode()
    assert not SealedAnswer.objects.exists()
    assert not Invitation.objects.answered().exists()


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
def test_fifty_sendings_of_one_link_store_one_answer(monkeypatch):
    page = make_survey(questions=STEPS)
    invitation = invite(page)
    answer_all(Client(), page, invitation)
    barrier, statuses = Barrier(10, timeout=30), []

    def store_with_the_others(*args, **kwargs):
        # All ten stand here with an invitation they have read as unanswered; who comes later has read otherwise.
        barrier.wait()
        return sending.store_answer(*args, **kwargs)

    monkeypatch.setattr(steps, "store_answer", store_with_the_others)

    def send():
        browser = Client()
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
