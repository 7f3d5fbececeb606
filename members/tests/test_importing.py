"""A list on its way into the panel: tried, accepted, taken over all or nothing, and forgotten."""

import io
import os
import stat
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.enrolment import confirm
from members.importing import files
from members.importing.dry_run import claim, try_out
from members.importing.jobs import discard_lists, read_lists
from members.importing.models import ListImport
from members.importing.taking_over import NeedsSecondPerson, accept, cancel, expire, take_over_next
from members.models import Enrolment, Member, PostalCode, PrivacyNotice, RegisterEntry, Topic
from members.tests.builders import make_enrolment, make_member, make_notice
from members.tests.test_tables import workbook
from outbox.models import Message
from staff.tests.builders import make_employee

HEAD = ["E-post", "Fødselsår", "Postnr"]
COLUMNS = {"email": 0, "birth_year": 1, "postal_code": 2}
State = ListImport.State


def csv_of(rows):
    return io.BytesIO("\r\n".join(";".join(row) for row in [HEAD, *rows]).encode("cp1252"))


def people(count, start=0):
    return [[f"liste{number}@example.org", "1987", "1338"] for number in range(start, start + count)]


def make_list(file, **kwargs):
    """A list whose columns are named, waiting for the worker."""
    kwargs = {"state": State.WAITING, "columns": COLUMNS, "head_row": 1, "uploaded_at": timezone.now()} | kwargs
    make_notice()
    # Where worker processes look at the database, tests begin without what migrations put there.
    PostalCode.objects.get_or_create(code="1338", defaults={"place": "Sandvika", "zone": "Zone", "kind": "street"})
    item = ListImport.objects.create(file_id=uuid.uuid4(), purpose="Panelet fra 2019", **kwargs)
    file.seek(0)
    files.keep(item.file_id, [file.read()])
    return item


def tried(file, **kwargs):
    """The list after its dry run."""
    item = make_list(file, **kwargs)
    try_out(claim(now=timezone.now()), year=2026)
    item.refresh_from_db()
    return item


def take_over(item, by=None):
    now = timezone.now()
    assert accept(item, by=by or make_employee(username=f"user-{item.pk}"), now=now)
    take_over_next(now=now, year=2026)
    item.refresh_from_db()


def problems(item):
    return files.report_file(item.file_id).read_text().split("\n")[:-1]


@pytest.mark.django_db
def test_a_dry_run_counts_and_makes_nobody():
    item = tried(csv_of([*people(3), ["feil", "1987", "1338"], ["liste1@EXAMPLE.org", "1987", "1338"], ["", "", ""]]))
    assert item.state == State.READ
    assert (item.usable_count, item.problem_count, item.known_count) == (3, 2, 0)
    assert problems(item) == ["5\temail\tbad_address", "6\temail\ttwice"]
    assert not Enrolment.objects.exists() and not Member.objects.exists() and not Message.objects.exists()


@pytest.mark.django_db
def test_the_report_repeats_nothing_of_what_stood_in_the_list():
    item = tried(csv_of([["kari@example", "04058712345", "1338"]]))
    assert "kari" not in files.report_file(item.file_id).read_text()
    assert "0405" not in files.report_file(item.file_id).read_text()


@pytest.mark.django_db
def test_accepted_people_wait_for_their_mail_and_are_no_members():
    item = tried(csv_of(people(3)))
    take_over(item)
    assert (item.state, item.usable_count) == (State.DONE, 3)
    assert Enrolment.objects.filter(source="import").count() == 3
    assert not Member.objects.exists()
    assert set(Message.objects.values_list("subject", flat=True)) == {str(row.pk) for row in Enrolment.objects.all()}


@pytest.mark.django_db
def test_topics_are_taken_over_and_follow_her_into_the_panel():
    for name in ("Skole", "Trafikk", "Vann"):
        Topic.objects.create(name_nb=name)
    rows = [[*row, chosen] for row, chosen in zip(people(2), ["Trafikk, Skole", ""], strict=True)]
    take_over(tried(csv_of(rows), columns=COLUMNS | {"topics": 3}))
    members = [confirm(row, now=timezone.now()) for row in Enrolment.objects.order_by("email")]
    assert [sorted(map(str, member.topics.all())) for member in members] == [["Skole", "Trafikk"], []]


@pytest.mark.django_db
def test_members_and_those_who_have_signed_up_are_left_as_they_are():
    member, waiting = make_member(email="liste0@example.org"), make_enrolment(email="Liste1@example.org")
    item = tried(csv_of(people(4)))
    assert (item.usable_count, item.known_count) == (2, 2)
    take_over(item)
    assert Member.objects.get() == member
    assert Enrolment.objects.filter(email_key=waiting.email_key).count() == 1
    assert Enrolment.objects.count() == 3


@pytest.mark.django_db
def test_a_workbook_is_taken_over_from_the_chosen_sheet():
    file = workbook([["Panelet"], HEAD, *[[row[0], 1987, 1338] for row in people(2)]], Gammel=True)
    item = tried(file, sheet="Liste", head_row=2)
    take_over(item)
    assert sorted(Enrolment.objects.values_list("email", "birth_year", "postal_code")) == [
        ("liste0@example.org", 1987, "1338"), ("liste1@example.org", 1987, "1338"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"%PDF-1.7 hello", b"PK\x03\x04 broken"])
def test_a_file_that_cannot_be_read_fails_with_a_sentence_and_goes(content):
    item = tried(io.BytesIO(content))
    assert item.state == State.FAILED
    assert item.failure
    assert not files.list_file(item.file_id).exists()


@pytest.mark.django_db
def test_a_list_longer_than_allowed_is_refused(settings):
    settings.IMPORT_ROWS_AT_MOST = 5
    assert tried(csv_of(people(6))).state == State.FAILED
    assert tried(csv_of(people(5))).state == State.READ


@pytest.mark.django_db
def test_above_a_thousand_somebody_else_accepts(settings):
    settings.IMPORT_SECOND_PERSON_ABOVE = 2
    uploader, other = make_employee(username="a"), make_employee(username="b")
    item = tried(csv_of(people(3)), uploaded_by=uploader)
    with pytest.raises(NeedsSecondPerson):
        accept(item, by=uploader, now=timezone.now())
    assert accept(item, by=other, now=timezone.now())
    short = tried(csv_of(people(2)), uploaded_by=uploader)
    assert accept(short, by=uploader, now=timezone.now())


@pytest.mark.django_db
def test_a_list_is_accepted_once():
    item = tried(csv_of(people(1)))
    take_over(item)
    assert not accept(item, by=make_employee(), now=timezone.now())
    assert take_over_next(now=timezone.now(), year=2026) is None
    assert Enrolment.objects.count() == 1
    assert RegisterEntry.objects.get().action == "accepted"


@pytest.mark.django_db
def test_the_file_is_private_and_goes_when_the_list_is_taken_over():
    item = tried(csv_of(people(1)))
    paths = [files.list_file(item.file_id), files.report_file(item.file_id)]
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o117 == 0 for path in paths)
    assert stat.S_IMODE(files.folder().stat().st_mode) == 0o700
    take_over(item)
    assert not any(path.exists() for path in paths)


@pytest.mark.django_db
def test_the_file_goes_when_the_list_is_cancelled():
    item = tried(csv_of(people(1)))
    assert cancel(item, by=make_employee(), now=timezone.now())
    assert not files.list_file(item.file_id).exists()
    item.refresh_from_db()
    assert not accept(item, by=make_employee(username="b"), now=timezone.now())


@pytest.mark.django_db
def test_a_list_cancelled_while_it_is_read_stays_cancelled():
    item = make_list(csv_of(people(1)))
    taken = claim(now=timezone.now())
    cancel(item, by=make_employee(), now=timezone.now())
    files.keep(item.file_id, [csv_of(people(1)).getvalue()])
    try_out(taken, year=2026)
    item.refresh_from_db()
    assert item.state == State.CANCELLED
    assert not files.list_file(item.file_id).exists()


@pytest.mark.django_db
def test_an_accepted_list_can_no_longer_be_cancelled():
    item = tried(csv_of(people(1)))
    accept(item, by=make_employee(), now=timezone.now())
    assert not cancel(item, by=make_employee(username="b"), now=timezone.now())


@pytest.mark.django_db
def test_what_nobody_accepts_goes_after_an_hour_and_not_before():
    now = timezone.now()
    item = tried(csv_of(people(1)))
    discard_lists(now + timedelta(minutes=59))
    assert files.list_file(item.file_id).exists()
    discard_lists(now + timedelta(minutes=61))
    item.refresh_from_db()
    assert item.state == State.EXPIRED
    assert not files.list_file(item.file_id).exists()


@pytest.mark.django_db
def test_an_accepted_list_does_not_expire():
    item = tried(csv_of(people(1)))
    accept(item, by=make_employee(), now=timezone.now())
    assert expire(before=timezone.now() + timedelta(days=1)) == 0
    discard_lists(timezone.now() + timedelta(days=1))
    assert files.list_file(item.file_id).exists()


@pytest.mark.django_db
def test_files_that_belong_to_no_list_go_when_they_are_old():
    files.keep(uuid.uuid4(), [b"x"])
    (stranger,) = files.folder().iterdir()
    discard_lists(timezone.now())
    assert stranger.exists()
    os.utime(stranger, (0, 0))
    discard_lists(timezone.now())
    assert not stranger.exists()


@pytest.mark.django_db
def test_a_list_whose_file_is_gone_fails():
    item = make_list(csv_of(people(1)))
    files.discard(item.file_id)
    read_lists(timezone.now())
    item.refresh_from_db()
    assert item.state == State.FAILED


@pytest.mark.django_db
def test_without_a_privacy_notice_nobody_is_taken_over():
    item = tried(csv_of(people(1)))
    PrivacyNotice.objects.all().delete()
    take_over(item)
    assert item.state == State.FAILED
    assert not Enrolment.objects.exists()


@pytest.mark.django_db
def test_a_list_is_read_by_one_worker_at_a_time_and_again_when_that_one_is_dead(settings):
    make_list(csv_of(people(1)))
    now = timezone.now()
    assert claim(now=now)
    assert claim(now=now) is None
    assert claim(now=now + settings.IMPORT_LEASE + timedelta(seconds=1))


@pytest.mark.django_db
def test_reading_asks_no_question_for_each_row():
    make_list(csv_of(people(10)))
    with CaptureQueriesContext(connection) as few:
        try_out(claim(now=timezone.now()), year=2026)
    make_list(csv_of(people(900)))
    with CaptureQueriesContext(connection) as many:
        try_out(claim(now=timezone.now()), year=2026)
    assert len(many) == len(few)
