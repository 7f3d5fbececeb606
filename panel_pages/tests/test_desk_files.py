"""Files of answers, and what people wrote, at the desk: who may, with which purpose, and what is written down."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from panel_pages.jobs import open_boxes
from panel_pages.tests.builders import field_names, fill_box, make_staff, make_survey
from surveys.answer_log import AnswerEntry, note
from surveys.exporting import files
from surveys.exporting.jobs import write_files
from surveys.exporting.models import AnswerFile
from surveys.models import Box, FreeText
from surveys.slot import drop

pytestmark = pytest.mark.django_db

SEE, EXPORT = "surveys.see_answers", "surveys.export_answers"
NOW = timezone.now()


@pytest.fixture
def page():
    """A survey whose twelve answers have been opened; ten of them wrote something."""
    page = make_survey()
    fill_box(page, 2)
    box = Box.objects.get(page_id=page.pk)
    first = next(question for question in page.get_form_fields() if question.label == "What first?")
    for number in range(10):
        drop(box, {first.key: f"<b>Text {number}</b>"})
    close(page)
    return page


def close(page):
    """Let the survey be over, and the worker open what may be opened."""
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    open_boxes(NOW)


@pytest.fixture
def owner(client):
    user = make_staff(SEE, EXPORT)
    client.force_login(user)
    client.user = user
    return client


def wanted(**changes):
    return {"kind": "csv", "purpose": "Rapport", "delete_by_on": date.today() + timedelta(days=9)} | changes


def url(name, *args):
    return reverse(f"survey_desk:{name}", args=args)


def actions():
    return list(AnswerEntry.objects.order_by("pk").values_list("action", "kind", "purpose"))


def test_a_file_is_ordered_written_by_the_worker_fetched_and_written_down(owner, page):
    assert owner.post(url("files", page.pk), wanted()).url == url("files", page.pk)
    waiting = owner.get(url("files", page.pk))
    assert waiting.headers["Refresh"] == "3"
    write_files(NOW)
    ready = owner.get(url("files", page.pk))
    assert "Refresh" not in ready.headers
    item = AnswerFile.objects.get()
    assert url("fetch_file", item.pk) in ready.content.decode()
    fetched = owner.get(url("fetch_file", item.pk))
    assert b"Rapport" in b"".join(fetched.streaming_content)
    assert 'filename="the-web-pages-csv-' in fetched.headers["Content-Disposition"]
    assert actions() == [("ordered", "csv", "Rapport"), ("fetched", "csv", "Rapport")]
    assert AnswerEntry.objects.first().count == 12


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""}, {"purpose": "for ola@example.org"}, {"purpose": "x" * 201}, {"kind": "pdf"},
        {"delete_by_on": ""}, {"delete_by_on": date.today() + timedelta(days=93)}, {"delete_by_on": date.today() - timedelta(days=1)},
    ],
)  # fmt: skip
def test_an_order_without_a_fair_purpose_date_or_kind_comes_back_filled_in(owner, page, wrong):
    response = owner.post(url("files", page.pk), wanted(**wrong))
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong.keys()
    assert AnswerFile.objects.count() == 0


@pytest.mark.parametrize("permissions", [(), (SEE,), (EXPORT,), ("invitations.send_mailing",)])
def test_nobody_without_both_permissions_orders_or_fetches(client, page, permissions):
    item = files.order(page, "csv", by=None, now=NOW, language="nb", purpose="x", delete_by_on=date.today())
    write_files(NOW)
    client.force_login(make_staff(*permissions))
    for address in (url("files", page.pk), url("fetch_file", item.pk)):
        assert client.get(address).status_code == 403
    assert client.post(url("files", page.pk), wanted()).status_code == 403
    assert AnswerFile.objects.count() == 1


def test_while_it_is_open_there_is_nothing_to_take_out(owner):
    page = make_survey()
    assert owner.get(url("files", page.pk)).url == url("desk", page.pk)
    owner.post(url("files", page.pk), wanted())
    assert AnswerFile.objects.count() == 0


def test_a_survey_with_too_few_answers_has_an_archive_package_and_no_file_of_answers(owner):
    page = make_survey()
    fill_box(page, 9)
    close(page)
    assert owner.post(url("files", page.pk), wanted()).context["form"].errors.keys() == {"kind"}
    assert owner.post(url("files", page.pk), wanted(kind="archive")).status_code == 302


def test_a_file_that_is_gone_says_so_and_is_not_counted_as_fetched(owner, page):
    item = files.order(page, "csv", by=owner.user, now=NOW, language="nb", purpose="x", delete_by_on=date.today())
    assert owner.get(url("fetch_file", item.pk)).url == url("files", page.pk)
    write_files(NOW)
    files.discard(item)
    assert owner.get(url("fetch_file", item.pk)).url == url("files", page.pk)
    assert "fetched" not in [action for action, _kind, _purpose in actions()]


def question_of(page, label):
    name = field_names(page)[label]
    return next(question.key for question in page.get_form_fields() if question.clean_name == name)


def test_what_people_wrote_is_read_by_itself_in_pages_and_every_look_is_written_down(owner, page):
    key = question_of(page, "What first?")
    structure = FreeText.objects.first().structure
    FreeText.objects.bulk_create(FreeText(structure=structure, question=key, text=f"More {n}") for n in range(95))
    seen = []
    for number in (1, 2, 3):
        response = owner.get(url("texts", page.pk, key), {"side": number})
        seen += list(response.context["shown"])
    assert len(seen) == len(set(seen)) == 105
    assert "<b>Text" not in response.content.decode()
    assert [action for action, _kind, _purpose in actions()] == ["texts"] * 3


def test_fewer_than_ten_texts_are_not_read(owner, page):
    key = question_of(page, "What first?")
    FreeText.objects.first().delete()
    assert owner.get(url("texts", page.pk, key)).status_code == 404
    assert owner.get(url("texts", page.pk, question_of(page, "Easy?"))).status_code == 404


def test_nobody_without_the_permission_reads_texts(client, page):
    client.force_login(make_staff("surveys.publish_results"))
    assert client.get(url("texts", page.pk, question_of(page, "What first?"))).status_code == 403


def test_the_log_names_files_in_words(client, owner, page):
    note(None, AnswerEntry.Action.FETCHED, page, now=timezone.now(), kind="sav")
    client.force_login(make_staff("surveys.view_answerentry"))
    assert ": SPSS (.sav)</td>" in client.get(url("answer_log")).content.decode()


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [("csv", 12, "12 svar"), ("texts", 10, "10 tekster"), ("codebook", None, ""), ("archive", None, "")],
)
def test_the_log_says_how_many_of_what_were_fetched(client, owner, page, kind, count, words):
    owner.post(url("files", page.pk), wanted(kind=kind))
    write_files(NOW)
    owner.get(url("fetch_file", AnswerFile.objects.get().pk))
    entry = AnswerEntry.objects.first()
    assert (entry.action, entry.kind, entry.count) == ("fetched", kind, count)
    client.force_login(make_staff("surveys.view_answerentry"))
    assert client.get(url("answer_log")).context["entries"][0].how_many == words


@pytest.mark.parametrize(
    ("action", "words"),
    [("texts", "1 tekst"), ("names", "1 svar"), ("deleted", "1 rad"), ("untied", "1 kode"), ("listed", "")],
)
def test_the_log_says_what_was_counted(client, page, action, words):
    note(None, action, page, now=NOW, count=1 if words else None)
    client.force_login(make_staff("surveys.view_answerentry"))
    response = client.get(url("answer_log"))
    assert response.context["entries"][0].how_many == words
    assert f'<td class="number">{words}</td>' in response.content.decode()


def test_counts_of_files_that_counted_something_else_are_forgotten(page):
    for kind in ("csv", "texts", "codebook", "archive"):
        note(None, AnswerEntry.Action.FETCHED, page, now=NOW, kind=kind, count=12)
    note(None, AnswerEntry.Action.READ_TEXTS, page, now=NOW, count=12)
    import_module("surveys.migrations.0011_counts_of_files").forget_counts(apps, None)
    assert list(AnswerEntry.objects.order_by("pk").values_list("count", flat=True)) == [12, None, None, None, 12]


def test_the_log_is_for_those_who_may_see_it(client, owner, page):
    owner.get(url("desk", page.pk))
    assert owner.get(url("answer_log")).status_code == 403
    client.force_login(make_staff("surveys.view_answerentry"))
    html = client.get(url("answer_log")).content.decode()
    assert owner.user.username in html
    assert page.title in html
